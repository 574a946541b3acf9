import { describe, expect, it } from 'vitest';
import { type Amendment, amendCrews } from './amendCrews.js';
import { drawCrews } from './drawCrews.js';
import type { Inspector } from './inspectors.js';
import type { Visit } from './mergeVisits.js';
import type { Leg } from './terms.js';
import { inspector, leg } from './testing/samples.js';

function drawOf(people: readonly Inspector[], crew: Leg['crew'], subjects: readonly string[]) {
  const only = leg('d/1', { crew });
  const inputs = {
    seed: '5e'.repeat(32),
    rosterKey: 'ab'.repeat(32),
    terms: { legs: [only], minOverlap: 1, publicSource: '' },
    inspectors: people,
  };
  const visits: Visit[] = subjects.map((subject) => ({
    key: `${subject}#1`,
    subject,
    district: '1',
    window: only.window,
    legs: ['d/1'],
  }));
  const holders = (amendments: readonly Amendment[]) => {
    const amended = amendCrews(inputs, visits, amendments);
    return { ...amended, holders: amended.visits.map(({ crew: all }) => (all.d ?? []).map((seat) => seat.inspector)) };
  };
  return { inputs, visits, holders };
}

const one: Leg['crew'] = { size: 1, specialties: [], district: 'ANY' };

describe('amendCrews', () => {
  it('leaves the draw as it was when there are no amendments', () => {
    const { inputs, visits, holders } = drawOf([inspector('d', 'i1'), inspector('d', 'i2')], one, ['s1', 's2', 's3']);
    expect(holders([]).visits).toEqual(drawCrews(inputs, visits));
  });

  it('swaps two inspectors, and reports the visits', () => {
    const { holders } = drawOf([inspector('d', 'i1', { capacity: 1 }), inspector('d', 'i2', { capacity: 1 })], one, [
      's1',
      's2',
    ]);
    const [[a = ''] = [], [b = ''] = []] = holders([]).holders as string[][];
    const places = [
      { visit: 's1#1', inspector: a },
      { visit: 's2#1', inspector: b },
    ] as const;
    const swapped = holders([{ kind: 'swap', department: 'd', places }]);
    expect(swapped.holders).toEqual([[b], [a]]);
    expect(swapped.changed).toEqual([['s1#1', 's2#1']]);
    expect(swapped.moves).toEqual([
      [
        { visit: 's1#1', seat: 0, before: a, after: b },
        { visit: 's2#1', seat: 0, before: b, after: a },
      ],
    ]);
  });

  it('fills the seat of someone who steps out, and never sends that person there again', () => {
    const { holders } = drawOf([inspector('d', 'i1'), inspector('d', 'i2')], one, ['s1']);
    const [[first = ''] = []] = holders([]).holders as string[][];
    const other = first === 'i1' ? 'i2' : 'i1';
    const out = (person: string): Amendment => ({
      kind: 'stepOut',
      department: 'd',
      place: { visit: 's1#1', inspector: person },
    });
    expect(holders([out(first)]).holders).toEqual([[other]]);
    expect(holders([out(first), out(other)])).toMatchObject({
      holders: [[null]],
      changed: [['s1#1'], ['s1#1']],
      moves: [
        [{ visit: 's1#1', seat: 0, before: first, after: other }],
        [{ visit: 's1#1', seat: 0, before: other, after: null }],
      ],
    });
  });

  it('repairs where nobody is free: whoever steps out takes over the seat of the one who comes', () => {
    const people = [inspector('d', 'i1', { capacity: 1 }), inspector('d', 'i2', { capacity: 1 })];
    const { holders } = drawOf(people, one, ['s1', 's2']);
    const [[a = ''] = [], [b = ''] = []] = holders([]).holders as string[][];
    const amended = holders([{ kind: 'stepOut', department: 'd', place: { visit: 's1#1', inspector: a } }]);
    expect(amended.holders).toEqual([[b], [a]]);
    expect(amended.changed).toEqual([['s1#1', 's2#1']]);
  });

  it.each<[code: string, amendment: Amendment]>([
    ['VISIT_UNKNOWN', { kind: 'stepOut', department: 'e', place: { visit: 's1#1', inspector: 'i1' } }],
    ['VISIT_UNKNOWN', { kind: 'stepOut', department: 'd', place: { visit: 's9#1', inspector: 'i1' } }],
    ['SEAT_NOT_HELD', { kind: 'stepOut', department: 'd', place: { visit: 's1#1', inspector: 'i9' } }],
  ])('refuses with %s', (code, amendment) => {
    const { holders } = drawOf([inspector('d', 'i1')], one, ['s1']);
    expect(() => holders([amendment])).toThrow(expect.objectContaining({ code: `OV_DRAW_${code}` }));
  });

  it('refuses a swap with someone who is recused, or in that crew already', () => {
    const two: Leg['crew'] = { ...one, size: 2 };
    const people = ['i1', 'i2', 'i3'].map((id) => inspector('d', id, { recusals: id === 'i3' ? ['s1'] : [] }));
    const { holders } = drawOf(people, two, ['s1', 's2']);
    const second = holders([]).holders[1] ?? [];
    const swap = (a: string, b: string): Amendment => ({
      kind: 'swap',
      department: 'd',
      places: [
        { visit: 's1#1', inspector: a },
        { visit: 's2#1', inspector: b },
      ],
    });
    expect(second).toContain('i3');
    const mate = second.find((id) => id !== 'i3') ?? '';
    const stranger = mate === 'i1' ? 'i2' : 'i1';
    expect(() => holders([swap(mate, mate)])).toThrow(expect.objectContaining({ code: 'OV_DRAW_SWAP_SAME_PERSON' }));
    expect(() => holders([swap(stranger, 'i3')])).toThrow(expect.objectContaining({ code: 'OV_DRAW_SWAP_UNSUITED' }));
    expect(() => holders([swap(stranger, mate)])).toThrow(
      expect.objectContaining({ code: 'OV_DRAW_SWAP_TWICE_IN_TEAM' }),
    );
  });
});
