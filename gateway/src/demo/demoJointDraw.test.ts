import {
  boundOfVisits,
  commitment,
  type DrawInput,
  percentOf,
  quotaOf,
  quotaRuleFor,
  Roster,
  runDraw,
  sha256,
  toHex,
} from '@onevisit/draw';
import { describe, expect, it } from 'vitest';
import { demoCity } from './demoCity.js';
import { demoJointDraw } from './demoJointDraw.js';
import { demoTasks } from './demoTasks.js';
import { departmentItems } from './run/departmentItems.js';

const city = demoCity({ subjects: 20_000, seed: 'test' });
const draw = demoJointDraw(
  city,
  demoTasks(
    '2026-03-05',
    city.departments.map(({ code }) => code),
  ),
);

const secret = (text: string): string => toHex(sha256(Buffer.from(text)));

function inputOf(seed: string): DrawInput {
  const departments = [...new Set(draw.terms.legs.map(({ department }) => department))];
  const nonces = Object.fromEntries(departments.map((department) => [department, secret(`${seed} ${department}`)]));
  return {
    ...draw,
    drawId: 'demo',
    rosterKey: secret('roster'),
    nonces,
    commitments: Object.fromEntries(
      Object.entries(nonces).map(([department, nonce]) => [department, commitment('demo', department, nonce)]),
    ),
    publicEntropy: '',
  };
}

describe('demoJointDraw', () => {
  const roster = new Roster(draw.terms);
  for (const [index, entry] of draw.roster.entries()) roster.add(entry, `roster[${index}]`);
  const cells = roster.cells();

  it('gives every leg somebody to draw in every stratum that its quota names', () => {
    for (const leg of draw.terms.legs) {
      const own = cells.filter((cell) => cell.leg === leg.id);
      expect(own.length).toBeGreaterThan(0);
      for (const { stratum, population } of own)
        expect(quotaOf(quotaRuleFor(leg, stratum), population)).toBeGreaterThan(0);
    }
  });

  it('keeps every leg as a whole within the limits of its general items', async () => {
    for (const leg of draw.terms.legs) {
      const items = await departmentItems(leg.department);
      const limits = items.filter(({ code }) => leg.items.includes(`${leg.department}:item:${code}`));
      const own = cells.filter((cell) => cell.leg === leg.id);
      const whole = own.reduce((sum, { population }) => sum + population, 0);
      const drawn = own.reduce(
        (sum, { stratum, population }) => sum + quotaOf(quotaRuleFor(leg, stratum), population),
        0,
      );
      for (const { ratioLimit } of limits) {
        if (ratioLimit != null) expect(drawn, leg.id).toBeLessThanOrEqual(Number(percentOf(String(ratioLimit), whole)));
      }
    }
  });

  it('saves at least 40 % of the visits, over 30 seeds within 1.10 of the bound on average, and crews them', () => {
    // π = quota / population, of eligible subjects alone: no more than the bound over all entries, so no easier to keep.
    const bound = boundOfVisits(draw.terms, cells, 'population');
    const outcomes = Array.from({ length: 30 }, (_, seed) => runDraw(inputOf(`seed ${seed}`)));
    const visits = outcomes.map((outcome) => outcome.visits.length);
    for (const { quotas, visits: drawn } of outcomes) {
      const selections = quotas.reduce((sum, { selected }) => sum + selected, 0);
      expect(drawn.length).toBeLessThanOrEqual(0.6 * selections);
      const seats = drawn.flatMap(({ crew }) => Object.values(crew).flat());
      expect(seats.filter(({ inspector }) => inspector === null).length / seats.length).toBeLessThan(0.01);
    }
    expect(visits.reduce((sum, count) => sum + count, 0) / visits.length).toBeLessThanOrEqual(1.1 * bound);
  }, 120_000);

  it('has visits that cover the legs of at least four departments', () => {
    const { visits } = runDraw(inputOf('one'));
    expect(Math.max(...visits.map(({ crew }) => Object.keys(crew).length))).toBeGreaterThanOrEqual(4);
  });
});
