import { expect, it } from 'vitest';
import { contribute } from './contribute.js';
import { Figures } from './Figures.js';
import type { KnownDraw, KnownDrawnVisit, KnownVisit } from './KnownVisit.js';
import { afterStep, type VisitStep } from './visitRules.js';

const routine = { kind: 'ROUTINE', level: 'CITY' };

/** Department d has two items, e and f one each, f in two legs. */
const DRAW: KnownDraw = {
  year: 2026,
  month: 5,
  departments: ['d', 'e', 'f'],
  phase: 'DRAWN',
  legs: {
    leg: { department: 'd', items: ['p1', 'p2'], ...routine },
    other: { department: 'e', items: ['q1'], ...routine },
    third: { department: 'f', items: ['r1'], ...routine },
    fourth: { department: 'f', items: ['s1'], ...routine, kind: 'CAMPAIGN' },
  },
  items: { p1: 'd:item:1', p2: 'd:item:2' },
};

const VISIT: KnownDrawnVisit = {
  drawId: 'draw',
  subjectId: 's',
  division: '411502',
  creditClass: '',
  windowFirst: '2026-04-01',
  legs: ['leg'],
  inspectedOn: null,
  results: {},
  crew: {},
  deadlines: [],
};
const JOINT: KnownDrawnVisit = { ...VISIT, legs: ['leg', 'other', 'third', 'fourth'] };

const TEAM = [
  { inspector: 'i1', office: true },
  { inspector: 'i2', office: false },
];

const after = (visit: KnownDrawnVisit, ...steps: readonly VisitStep[]): KnownDrawnVisit =>
  steps.reduce((known, step) => afterStep(known, step, { draw: DRAW, crewOf: () => TEAM }), visit);

const CLEAN = ['NO_PROBLEM'];
const recognised = { visitId: 'v', plannedItemId: 'p' };

/** Results of items, by planned item; null: recognised. */
const results = (found: Readonly<Record<string, readonly string[] | null>>): VisitStep => ({
  action: 'visit.results',
  detail: {
    inspectedOn: '2026-05-18',
    items: Object.entries(found).map(([plannedItemId, codes]) =>
      codes === null ? { plannedItemId, results: [], recognised } : { plannedItemId, results: codes },
    ),
  },
});

/** What visits of a subject come to in a department in a month, 0: the whole year, by measure; empty: in the city. */
function figuresOf(visits: readonly KnownVisit[], department: string, month = 0): Readonly<Record<string, number>> {
  const figures = new Figures();
  contribute(figures, visits, () => DRAW, 1);
  const rows = figures.counts().filter((row) => row.department === department && row.month === month);
  const whole = rows.filter((row) => row.division === '' && row.creditClass === '');
  return Object.fromEntries(whole.map(({ measure, n }) => [measure, n]));
}

it('an item that is recognised is done, but neither a result of a check nor a problem', () => {
  const visit = after(VISIT, results({ p1: ['CORRECTION_ORDERED'], p2: null }));
  expect(visit.results).toEqual({ p1: 'PROBLEM', p2: 'RECOGNISED' });
  const done = { VISITS_MADE: 1, VISITS_WITH_PROBLEMS: 1, ITEM_RESULTS: 1, ITEM_PROBLEMS: 1 };
  expect(figuresOf([visit], 'd', 5)).toMatchObject(done);

  const figures = new Figures();
  contribute(figures, [visit], () => DRAW, 1);
  const tallied = figures.tallies().filter(({ measure, month }) => measure === 'ITEM_RESULTS' && month === 5);
  expect(tallied.map(({ key }) => key)).toEqual(['d:item:1']);
});

it('a part that is not carried out makes no visit of its department, and the visit is made by those who came', () => {
  const made = after(JOINT, results({ p1: CLEAN, p2: CLEAN, r1: CLEAN, s1: CLEAN }));
  const told = {
    action: 'visit.outcome',
    detail: { department: 'e', inspectedOn: '2026-05-18', notCarriedOut: ['e'] },
  };
  const begun = figuresOf([made], '');
  expect([begun.VISITS_DRAWN, begun.VISITS_MADE]).toEqual([1, undefined]);
  const whole = after(made, told);
  const joint = { VISITS_DRAWN: 1, VISITS_MADE: 1, JOINT_VISITS_MADE: 1 };
  for (const of of ['', 'd', 'f']) expect(figuresOf([whole], of), of).toMatchObject(joint);
  expect(figuresOf([whole], 'e')).toEqual({ VISITS_DRAWN: 1, JOINT_VISITS_DRAWN: 1, SUBJECTS_DRAWN: 1 });
  const both = { ...told, detail: { ...told.detail, notCarriedOut: ['e', 'f'] } };
  const alone = after(JOINT, results({ p1: CLEAN, p2: CLEAN }), both);
  expect(figuresOf([alone], 'd').JOINT_VISITS_MADE).toBeUndefined();
});

it('a made visit is one of the month of its window, and one of the month in which it was made', () => {
  const visit = after(VISIT, results({ p1: CLEAN, p2: CLEAN }));
  expect(figuresOf([visit], 'd', 4)).toEqual({ VISITS_DRAWN: 1, VISITS_DRAWN_MADE: 1, SUBJECTS_DRAWN: 1 });
  const { VISITS_MADE, VISITS_DRAWN_MADE } = figuresOf([visit], 'd', 5);
  expect([VISITS_MADE, VISITS_DRAWN_MADE]).toEqual([1, undefined]);
});

it('a door is entered, and a subject visited, from the first result of a check on', () => {
  const visit = after(JOINT, results({ p1: CLEAN }));
  const entered = { DOORS: 1, DRAWN_DOORS: 1, SEPARATE_DOORS: 1, SUBJECTS_VISITED: 1, SUBJECTS_WITH_1_DOORS: 1 };
  for (const of of ['', 'd']) {
    const figures = figuresOf([visit], of);
    expect(figures, of).toMatchObject(entered);
    expect(figures.VISITS_MADE, of).toBeUndefined();
  }
  expect(figuresOf([visit], 'e')).not.toHaveProperty('DOORS');
});

it('whoever recognises only, or finds nobody, enters no door; of these the second has visited', () => {
  const visit = after(JOINT, results({ q1: null }), results({ r1: ['UNREACHABLE'], s1: ['UNREACHABLE'] }));
  const { VISITS_MADE, SUBJECTS_VISITED, TIMES, DOORS } = figuresOf([visit], 'e');
  expect([VISITS_MADE, SUBJECTS_VISITED, TIMES, DOORS]).toEqual([1, undefined, undefined, undefined]);
  const found = figuresOf([visit], 'f');
  expect(found).toMatchObject({ VISITS_MADE: 1, SUBJECTS_VISITED: 1, TIMES: 2, VISITS_WITH_PROBLEMS: 1 });
  expect(found).not.toHaveProperty('DOORS');
  expect(figuresOf([visit], '')).not.toHaveProperty('DOORS');
});

it('legs that entered are spared: of a department its own, of the city all', () => {
  const visit = after(JOINT, results({ p1: CLEAN, q1: null, r1: CLEAN, s1: CLEAN }));
  const saved = (of: string) => {
    const { SEPARATE_DOORS, DRAWN_DOORS } = figuresOf([visit], of);
    return [SEPARATE_DOORS, DRAWN_DOORS];
  };
  expect(['', 'd', 'e', 'f'].map(saved)).toEqual([
    [3, 1],
    [1, 1],
    [undefined, undefined],
    [2, 1],
  ]);
});

it('whoever checked in took part, and the team where nobody was asked to', () => {
  const start = { action: 'visit.start', detail: { department: 'd', officers: ['i2'] } };
  const checkIn = (officer: string, officers: readonly string[] | null) => ({
    action: 'visit.checkIn',
    detail: { department: 'd', checkedIn: [officer], start: officers && { officers } },
  });
  const check = results({ p1: CLEAN });
  const absent = { action: 'visit.outcome', detail: { department: 'd' } };
  const times = (...steps: readonly VisitStep[]) => {
    const { TIMES = 0, OFFICE_TIMES = 0 } = figuresOf([after(VISIT, ...steps)], 'd');
    return [TIMES, OFFICE_TIMES];
  };
  expect(times(check)).toEqual([2, 1]);
  expect(times(start)).toEqual([0, 0]);
  expect(times(start, check)).toEqual([1, 0]);
  expect(times(start, check, checkIn('i1', null))).toEqual([2, 1]);
  // Who comes, and goes before there are enough, is not there when the part begins with another.
  expect(times(checkIn('i1', null), checkIn('i2', ['i2']), check)).toEqual([1, 0]);
  expect(times(start, absent, checkIn('i1', ['i1']), check)).toEqual([1, 1]);
  expect(times(start, absent, check)).toEqual([2, 1]);
});

it('doors are kept as caps count them, but of subjects for whom a cap is lifted', () => {
  const visit = after(JOINT, results({ p1: CLEAN, r1: CLEAN, s1: CLEAN }));
  const complaint = {
    drawId: null,
    subjectId: 's',
    department: 'e',
    kind: 'CASE',
    level: 'CITY',
    inspectedOn: '2026-06-01',
  };
  const doorsOf = (of: string, ...others: readonly KnownVisit[]) =>
    Object.entries(figuresOf([{ ...visit, liftedFor: [] }, ...others], of)).filter(([name]) =>
      name.startsWith('SUBJECTS_AT:'),
    );
  const joint = '1*CAMPAIGN@CITY,ROUTINE@CITY&ROUTINE@CITY';
  expect(doorsOf('', complaint)).toEqual([[`SUBJECTS_AT:${joint};1*CASE@CITY`, 1]]);
  expect(doorsOf('f', complaint)).toEqual([['SUBJECTS_AT:1*CAMPAIGN@CITY,ROUTINE@CITY', 1]]);
  expect(doorsOf('e', complaint)).toEqual([['SUBJECTS_AT:1*CASE@CITY', 1]]);
  const excepted = { drawId: null, subjectId: 's', department: 'e', exceptedIn: 2026 } as const;
  expect(['', 'e'].map((of) => doorsOf(of, complaint, excepted))).toEqual([[], []]);
  expect(doorsOf('f', complaint, excepted)).toHaveLength(1);
  expect(doorsOf('', complaint, { ...excepted, exceptedIn: 2025 })).toHaveLength(1);
  const lifted = { ...visit, liftedFor: ['d'] };
  expect(
    ['', 'd', 'f'].map((of) => Object.keys(figuresOf([lifted], of)).some((name) => name.startsWith('SUBJECTS_AT:'))),
  ).toEqual([false, false, true]);
});
