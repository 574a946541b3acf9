import { expect, it } from 'vitest';
import { Roster } from './Roster.js';
import { statementOf } from './statementOf.js';
import { termsHash } from './terms.js';
import { entry, inspector, leg } from './testing/samples.js';

it('shows counts of what the hashes hide, and nothing of subjects', () => {
  const terms = { legs: [leg('d/1'), leg('e/1')], minOverlap: 1, publicSource: '' };
  const roster = new Roster(terms);
  const standing = 'CAP_REACHED';
  const entries = [entry('e/1', 's1'), entry('d/1', 's1'), entry('d/1', 's2', { standing }), entry('d/1', 's3')];
  for (const one of entries) roster.add(one);
  const statement = statementOf({
    drawId: 'draw',
    terms,
    rosterRoot: '00',
    commitments: { e: '22', d: '11' },
    revealDeadline: '2026-03-01T12:00:00+08:00',
    cells: roster.cells(),
    inspectors: [
      inspector('idle', 'i3'),
      inspector('d', 'i1', { capacity: 3, recusals: ['s1', 's2'] }),
      inspector('d', 'i2', { capacity: 4, recusals: ['s1'] }),
    ],
  });
  expect(statement).toEqual({
    drawId: 'draw',
    terms,
    rosterRoot: '00',
    termsHash: termsHash(terms),
    commitments: { d: '11', e: '22' },
    revealDeadline: '2026-03-01T12:00:00+08:00',
    entries: [
      { leg: 'd/1', stratum: 'A', standing: 'CAP_REACHED', entries: 1 },
      { leg: 'd/1', stratum: 'A', standing: 'ELIGIBLE', entries: 2 },
      { leg: 'e/1', stratum: 'A', standing: 'ELIGIBLE', entries: 1 },
    ],
    inspectors: [
      { department: 'd', inspectors: 2, capacity: 7, recusals: 3 },
      { department: 'e', inspectors: 0, capacity: 0, recusals: 0 },
      { department: 'idle', inspectors: 1, capacity: 10, recusals: 0 },
    ],
  });
  expect(JSON.stringify(statement)).not.toContain('s1');
});
