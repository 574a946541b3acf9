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

it('a part that is not carried out makes no visit of its department, and the visit is made by those who came', () => {
  const legs = { ...DRAW.legs, other: { department: 'e', items: ['q1'] }, third: { department: 'f', items: ['r1'] } };
  const draw = { ...DRAW, legs };
  const facts = { draw, crewOf: () => [] };
  const items = ['p1', 'p2', 'r1'].map((plannedItemId) => ({ plannedItemId, results: ['NO_PROBLEM'] }));
  const joint = { ...VISIT, legs: ['leg', 'other', 'third'] };
  const made = afterStep(joint, { action: 'visit.results', detail: { inspectedOn: '2026-05-18', items } }, facts);
  const told = { action: 'visit.outcome', detail: { inspectedOn: '2026-05-18', notCarriedOut: ['e'] } };
  const measures = ['VISITS_DRAWN', 'VISITS_MADE', 'JOINT_VISITS_MADE', 'SEPARATE_VISITS'];
  const figuresOf = (visit: KnownDrawnVisit, of: string) => {
    const figures = new Figures();
    contribute(figures, [visit], () => draw, 1);
    const rows = figures.counts().filter((row) => row.department === of && row.month === 0 && row.division === '');
    return measures.map((measure) => rows.find((row) => row.measure === measure)?.n ?? 0);
  };
  expect(figuresOf(made, '')).toEqual([1, 0, 0, 0]);
  expect(['', 'd', 'e'].map((of) => figuresOf(afterStep(made, told, facts), of))).toEqual([
    [1, 1, 1, 2],
    [1, 1, 1, 2],
    [1, 0, 0, 0],
  ]);
  const results = { action: 'visit.results', detail: { inspectedOn: '2026-05-18', items: items.slice(0, 2) } };
  const both = { ...told, detail: { ...told.detail, notCarriedOut: ['e', 'f'] } };
  const alone = afterStep(afterStep(joint, results, facts), both, facts);
  expect(figuresOf(alone, 'd')).toEqual([1, 1, 0, 1]);
});
