import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRepresentations, spreadEntities } from './representations.js';

const ids = fc.array(fc.nat(5), { maxLength: 20 });

describe('representations', () => {
  it('are sent once each, and their entities come back to every place', () => {
    fc.assert(
      fc.property(ids, (wanted) => {
        const { texts, places } = distinctRepresentations(wanted.map((id) => ({ __typename: 'Item', id })));
        expect(texts).toHaveLength(new Set(wanted).size);
        const answered = texts.map((text) => ({ title: `item ${(JSON.parse(text) as { id: number }).id}` }));
        expect(spreadEntities(answered, places)).toEqual(wanted.map((id) => ({ title: `item ${id}` })));
      }),
    );
  });

  it('give each place its own copy, whole', () => {
    const entity = JSON.parse('{"a":[{"b":[1,null,"x"]}],"__proto__":{"polluted":true}}') as object;
    const spread = spreadEntities([entity, null], [0, 0, 1, 0, 1]) as { a: { b: unknown[] }[] }[];
    expect(JSON.stringify(spread)).toBe(JSON.stringify([entity, entity, null, entity, null]));
    for (const [one, other] of [
      [0, 1],
      [0, 3],
      [1, 3],
    ] as const) {
      expect(spread[one]).not.toBe(spread[other]);
      expect(spread[one]?.a[0]?.b).not.toBe(spread[other]?.a[0]?.b);
    }
    expect((spread[1] as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
