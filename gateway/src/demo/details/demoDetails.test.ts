import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { demoCity } from '../demoCity.js';

const packageSchema = z.object({
  manifest: z.object({ details: z.custom<z.ZodType>((value) => value instanceof z.ZodType) }),
});

describe.each(demoCity({ subjects: 20_000, seed: 'test' }).departments)('details of $code', ({ code, pool }) => {
  it('are as the department wants them', async () => {
    const name = `@onevisit/${code}`;
    const { manifest } = packageSchema.parse(await import(name));
    const problems = pool.flatMap((entry) => {
      const { error } = manifest.details.safeParse(entry.details);
      return error === undefined ? [] : [`${entry.code}: ${z.prettifyError(error)}`];
    });
    expect(problems).toEqual([]);
    expect(pool.some(({ details }) => Object.keys(details).length > 0)).toBe(true);
  });
});
