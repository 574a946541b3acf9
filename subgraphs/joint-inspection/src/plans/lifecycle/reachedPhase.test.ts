import { expect, it } from 'vitest';
import { type DrawnSoFar, reachedPhase } from './reachedPhase.js';

const ALL_MADE: DrawnSoFar = { draws: ['DRAWN'], batchesLeft: false, begun: true, allMade: true };

it.each([
  ['every visit is made', {}, 'CONCLUDED'],
  ['a batch has yet to be drawn', { batchesLeft: true }, 'IN_PROGRESS'],
  ['the next batch is being drawn', { draws: ['DRAWN', 'COMMITTING'] }, 'IN_PROGRESS'],
  ['a visit is left', { allMade: false }, 'IN_PROGRESS'],
  ['no visit has begun', { begun: false, allMade: false }, 'DRAWN'],
] as const)('where %s', (_what, parts, phase) => {
  expect(reachedPhase({ ...ALL_MADE, ...parts })).toBe(phase);
});
