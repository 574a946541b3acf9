import { expect, it } from 'vitest';
import { contribute } from './contribute.js';
import { Figures } from './Figures.js';
import type { KnownDraw, KnownDrawnVisit } from './KnownVisit.js';
import { afterStep } from './visitRules.js';

const DRAW: KnownDraw = {
  year: 2026,
  month: 5,
  departments: ['d'],
  phase: 'DRAWN',
  legs: { leg: { department: 'd', items: ['p1', 'p2'] } },
  items: { p1: 'd:item:1', p2: 'd:item:2' },
};

const VISIT: KnownDrawnVisit = {
  drawId: 'draw',
  subjectId: 's',
  division: '411502',
  creditClass: '',
  windowFirst: '2026-05-01',
  legs: ['leg'],
  inspectedOn: null,
  results: {},
  crew: {},
  deadlines: [],
};

it('an item that is recognised is done, but neither a result of a check nor a problem', () => {
  const items = [
    { plannedItemId: 'p1', results: ['CORRECTION_ORDERED'] },
    { plannedItemId: 'p2', results: [], recognised: { visitId: 'v', plannedItemId: 'p' } },
  ];
  const step = { action: 'visit.results', detail: { inspectedOn: '2026-05-18', items } };
  const visit = afterStep(VISIT, step, { draw: DRAW, crewOf: () => [] });
  expect(visit.results).toEqual({ p1: true, p2: null });

  const figures = new Figures();
  contribute(figures, [visit], () => DRAW, 1);
  const ofDepartment = (measure: string): number =>
    figures
      .counts()
      .filter((row) => row.measure === measure && row.department === 'd' && row.month === 5)
      .filter((row) => row.division === '' && row.creditClass === '')
      .reduce((sum, { n }) => sum + n, 0);
  const measures = ['VISITS_MADE', 'VISITS_WITH_PROBLEMS', 'ITEM_RESULTS', 'ITEM_PROBLEMS'];
  expect(measures.map(ofDepartment)).toEqual([1, 1, 1, 1]);
  const tallied = figures.tallies().filter(({ measure, month }) => measure === 'ITEM_RESULTS' && month === 5);
  expect(tallied.map(({ key }) => key)).toEqual(['d:item:1']);
});
