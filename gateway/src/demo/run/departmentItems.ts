import * as z from 'zod';
import { demoError } from '../errors.js';

/** A reference item of a department, in the shape of the contract's item input; the gateway checks the rest. */
export type DemoItem = z.infer<typeof itemSchema>;

const itemSchema = z.looseObject({ code: z.string(), title: z.string() });
const packageSchema = z.object({ items: z.array(itemSchema).min(1) });

/**
 * The reference items that come with a department's package.
 * @throws OV_DEMO_NO_ITEMS where there is no such package, or none that gives items
 */
export async function departmentItems(department: string): Promise<readonly DemoItem[]> {
  const name = `@onevisit/${department}`;
  const offered: unknown = await import(name).catch((cause: unknown) => {
    throw demoError('OV_DEMO_NO_ITEMS', {
      department,
      problem: cause instanceof Error ? cause.message : String(cause),
    });
  });
  const parsed = packageSchema.safeParse(offered);
  if (!parsed.success) throw demoError('OV_DEMO_NO_ITEMS', { department, problem: z.prettifyError(parsed.error) });
  return parsed.data.items;
}
