import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packInForce } from './inForce.js';
import { shippedPacks } from './shippedPacks.js';

const documents = new URL('../../documents/', import.meta.url);
const packs = shippedPacks();

/** Lines are broken where the original's are. */
const withoutSpace = (text: string) => text.replace(/\s+/g, '');

function textOf(document: string): string | null {
  const file = new URL(`${document}.txt`, documents);
  return existsSync(file) ? withoutSpace(readFileSync(file, 'utf8')) : null;
}

describe('shippedPacks', () => {
  it('are six and an example, the national one in three versions and Karamay’s in two, latest first', () => {
    expect(packs.map(({ pack, version }) => `${pack} ${version}`)).toEqual([
      'changzhou-water-2018 1',
      'chifeng-work-safety-2016 1',
      'example-city-2026 1',
      'karamay-2016 2',
      'karamay-2016 1',
      'luohe-civil-air-defence-2019 1',
      'national-baseline 3',
      'national-baseline 2',
      'national-baseline 1',
      'xinyang-2019 1',
    ]);
    expect(packInForce(packs, 'national-baseline', '2019-01-26')?.version).toBe(1);
    expect(packInForce(packs, 'national-baseline', '2026-01-01')?.version).toBe(3);
  });

  it.each(packs.map((pack) => [`${pack.pack} ${pack.version}`, pack] as const))(
    '%s cites what stands there',
    (_, pack) => {
      for (const [kind, rule] of Object.entries(pack.rules)) {
        for (const { document, article, text } of rule.cite) {
          if (article.includes('意旨')) continue;
          expect(textOf(document), `${kind} ${article}`).toContain(withoutSpace(text));
        }
      }
    },
  );

  it('states in its own words all that a founding document demands', () => {
    for (const pack of packs.filter((each) => each.pack !== 'national-baseline')) {
      const own = Object.values(pack.rules).flatMap(({ cite }) => cite.filter((each) => each.pack === pack.pack));
      expect(own.filter(({ article }) => article.includes('意旨'))).toEqual([]);
      expect(own.every(({ document }) => document === pack.pack)).toBe(true);
    }
  });
});
