import { expect, it } from 'vitest';
import { leg } from '../testing/samples.js';
import { cutOffsOf } from './cutOffsOf.js';

it('gives the highest u of those selected, and null where nobody was', () => {
  const values = ['30', '10', '20'];
  const ranks = {
    of: (subject: number) => values[subject] ?? '',
    compare: (a: number, b: number) => Number(values[a]) - Number(values[b]),
  };
  const selected = [[1, 2], [], [2, 0, 1]].map((subjects) => ({
    leg: leg('d/1'),
    subjects: Uint32Array.from(subjects),
  }));
  expect(cutOffsOf({ selected }, ranks)).toEqual(['20', null, '30']);
});
