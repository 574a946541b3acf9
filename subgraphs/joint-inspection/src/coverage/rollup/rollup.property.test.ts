import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { JointCity } from '../../jointCity.fixture.js';
import { drawn, FIRE, HEALTH, subjectOf } from '../../jointDraws.fixture.js';
import { drawnVisits } from '../../visits/jointVisits.fixture.js';
import { CoverageRollup } from './CoverageRollup.js';
import { checkCells } from './countedCells.fixture.js';
import { type Act, act, History } from './history.fixture.js';
import { checkDivisions, checkRows, held } from './rollups.fixture.js';

const LEGS = [
  ['fire-rescue', FIRE],
  ['health', HEALTH],
] as const;

let city: JointCity;
let rollup: CoverageRollup;
let history: History;
const drawIds: string[] = [];
beforeAll(async () => {
  city = await JointCity.open();
  rollup = new CoverageRollup(city.database, () => city.now);
  const { drawId } = await drawnVisits(
    city,
    {
      report: { due: { within: 3, from: 'INSPECTION_ENDED' }, form: 'REPORT', sections: [] },
      disclosure: {
        results: { within: 5, from: 'RESULT_RECORDED' },
        penalty: { within: 7, from: 'PENALTY_DECIDED' },
        feedback: 'NOT_ASKED',
        promptly: false,
        notPublic: ['TRADE_SECRET'],
      },
      'roll-over': { monthly: 'NEXT_MONTH' },
      'mutual-recognition': { validDays: 60, citable: 'ANY' },
      'visit-cap': {
        most: 9,
        countedBy: 'DEPARTMENT',
        kinds: ['ROUTINE'],
        joint: 'ONCE',
        liftedFor: [],
        exceptions: ['COMPLAINT'],
      },
    },
    {
      monthly: ['fire-rescue:task:T1', 'health:task:T1'],
      quota: [{ stratum: '*', count: null, percent: '30', min: null, max: null }],
    },
  );
  drawIds.push(drawId);
  for (let more = 0; more < 3; more += 1) {
    // Some subjects have moved by the next draw.
    const moved = new Set(Array.from({ length: 20 }, (_, index) => subjectOf(3 * index + more)));
    for (const [code, task] of LEGS) {
      const { entries } = city.double(code);
      const stand = entries.get(task) ?? [];
      entries.set(
        task,
        stand.map((entry) => (moved.has(entry.subject) ? { ...entry, district: `41150${3 + more}` } : entry)),
      );
    }
    drawIds.push((await drawn(city)).drawId);
  }
  history = new History(city, drawIds);
});
afterAll(async () => {
  await rollup.close();
  await city.close();
});

/** Whatever chance leaves out later, happens at first. */
const OPENING: readonly Act['what'][] = [
  ...(['swap', 'stepOut', 'outside', 'except', 'start', 'checkIn', 'absent', 'notFound'] as const),
  ...([
    'results',
    'results',
    'cite',
    'correct',
    'report',
    'penalty',
    'disclose',
    'revise',
    'handle',
    'suspend',
    'later',
    'resume',
  ] as const),
];

async function check(): Promise<Record<string, number>> {
  await rollup.follow();
  const kept = await held(city.database);
  const read = await checkRows(city.database);
  await checkDivisions(city.database);
  await checkCells(city.database);
  await rollup.rebuild();
  expect(await held(city.database)).toEqual(kept);
  return read;
}

it('whatever happens, and whenever they follow, figures are those of the rows, and a rebuild makes exactly the same', async () => {
  for (const what of OPENING) expect(await history.once(what), what).toBe(true);
  await check();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 30, maxLength: 30 }), async (acts) => {
      for (const chosen of acts) {
        await history.happen(chosen);
        if (chosen.what === 'follow') await rollup.follow();
      }
      // A draw goes in the middle of it all.
      runs += 1;
      if (runs === 2) await history.void(drawIds.pop() ?? '');
      await check();
    }),
    { numRuns: 4, endOnFailure: true },
  );
  // Draws go, those with results too, and nothing of theirs is left.
  let left: Record<string, number> = {};
  for (const id of drawIds) {
    await history.void(id);
    left = await check();
  }
  expect(left).toMatchObject({ DRAWS_VOID: drawIds.length + 1, OPEN: 0 });
  for (const measure of ['VISITS_MADE', 'ITEM_RESULTS', 'INSPECTORS_SEATED']) expect(left[measure] ?? 0).toBe(0);
}, 120_000);
