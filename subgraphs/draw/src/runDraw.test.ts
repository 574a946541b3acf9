import { describe, expect, it } from 'vitest';
import { commitment } from './commitments.js';
import { runDraw } from './runDraw.js';
import { entry, inspector, leg } from './testing/samples.js';
import { vectorsOf } from './testing/vectors.js';

describe('runDraw', () => {
  it.each(['small', 'withheld', 'scarce', 'many'] as const)('reproduces the vectors of draw-%s', (name) => {
    const vectors = vectorsOf(name);
    expect(vectors.length).toBeGreaterThan(0);
    for (const { input, expected } of vectors) expect(runDraw(input)).toEqual(expected);
  });

  it('draws nothing from nothing', () => {
    const empty = {
      drawId: 'empty',
      rosterKey: 'ab'.repeat(32),
      terms: { legs: [], minOverlap: 1, publicSource: '' },
      commitments: {},
      nonces: {},
      publicEntropy: '',
      roster: [],
      inspectors: [],
    };
    expect(runDraw(empty)).toMatchObject({ leaves: 0, quotas: [], visits: [] });
    expect(runDraw(empty).rosterRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('keeps departments, strata and people called like members of the prototype', () => {
    const department = '__proto__';
    const nonce = 'cd'.repeat(32);
    const ofDepartment = (value: string) => Object.fromEntries([[department, value]]);
    const { quotas, visits } = runDraw({
      drawId: 'draw',
      rosterKey: 'ab'.repeat(32),
      terms: { legs: [leg('constructor', { department })], minOverlap: 1, publicSource: '' },
      commitments: ofDepartment(commitment('draw', department, nonce)),
      nonces: ofDepartment(nonce),
      publicEntropy: '',
      roster: [entry('constructor', 'toString', { stratum: 'valueOf' })],
      inspectors: [inspector(department, 'hasOwnProperty')],
    });
    expect(quotas).toEqual([
      { leg: 'constructor', stratum: 'valueOf', population: 1, eligible: 1, quota: 1, selected: 1 },
    ]);
    expect(Object.entries(visits[0]?.crew ?? {})).toEqual([
      [department, [{ specialties: [], inspector: 'hasOwnProperty' }]],
    ]);
  });
});
