import { OneVisitError } from '@onevisit/kit/errors';
import { describe, expect, it } from 'vitest';
import { CITY, DISTRICT } from '../city.fixture.js';
import type { PackProblem } from '../PackProblem.js';
import { readRulePacks } from '../readRulePacks.js';

const CITED = 'cite: [{ document: notice, article: 一, text: 原文 }]';

/** Names of the contradictions in files, each with the line that it is at. */
function contradictionsIn(...texts: string[]): string[] {
  try {
    readRulePacks(texts.map((text, index) => ({ file: `${index}.yaml`, text })));
  } catch (error) {
    if (!(error instanceof OneVisitError)) throw error;
    const problems = error.extensions.problems as readonly PackProblem[];
    return problems.map(({ code, path, file, line }) => {
      const text = texts[Number.parseInt(file, 10)] ?? '';
      return `${code === 'OV_RULES_PACK_CONTRADICTION' ? path : code} | ${text.split('\n')[line - 1]?.trim()}`;
    });
  }
  return [];
}

/** The city's pack with more rules: a line each, without citation. */
const withRules = (...rules: string[]) =>
  CITY + rules.map((rule) => `  ${rule.replace(': {', `: { ${CITED},`)}\n`).join('');

const REPORT = 'report: { form: REPORT, sections: [], due: { within: 5, from: INSPECTION_ENDED } }';

describe('contradictions within a pack', () => {
  it.each([
    [
      'a target that falls',
      'item-coverage.targets.1.percent',
      withRules(
        'item-coverage: { targets: [{ departments: ALL, percent: "70", by: 2021-12-31 }, { departments: ALL, percent: "50", by: 2022-12-31 }] }',
      ),
    ],
    [
      'two targets by one day',
      'item-coverage.targets.1.by',
      withRules(
        'item-coverage: { targets: [{ departments: [a, b], percent: "70", by: 2021-12-31 }, { departments: [b], percent: "70", by: 2021-12-31 }] }',
      ),
    ],
    [
      'less time for a larger pool',
      'pool-coverage.wholePool.large.withinYears',
      withRules(
        'pool-coverage: { fewestPerLeg: 1, wholePool: { withinYears: 3, large: { fromEntries: 9, withinYears: 2 }, gridDepartments: [] } }',
      ),
    ],
    [
      'a report counted from its own completion',
      'report.due.from',
      withRules(REPORT.replace('INSPECTION_ENDED', 'REPORT_COMPLETED')),
    ],
    [
      'a comprehensive report counted from what follows it',
      'report.due.comprehensiveFrom',
      withRules(REPORT.replace(' } }', ', comprehensiveFrom: FEEDBACK_RECEIVED } }')),
    ],
    ['on the spot, days later', 'report.due.within', withRules(REPORT.replace('form: REPORT', 'form: ON_THE_SPOT'))],
    ['a cap lifted for the trustworthy', 'visit-cap.liftedFor.0', CITY.replace('SERIOUSLY_DISHONEST', 'TRUSTWORTHY')],
    [
      'more inspections of the trustworthy',
      'raised-frequency.for.1',
      withRules('raised-frequency: { for: [HAZARD, TRUSTWORTHY] }'),
    ],
    [
      'a bad mark that spares',
      'trustworthy.for.0',
      withRules('trustworthy: { for: [DISHONEST], treatments: [EXEMPT] }'),
    ],
    [
      'a mark that is raised and spares',
      'trustworthy.for.0',
      withRules('raised-frequency: { for: [HAZARD] }', 'trustworthy: { for: [HAZARD], treatments: [FEWER] }'),
    ],
    [
      'no chance for the riskier alone',
      'credit-classes.zeroPermittedFor.0',
      withRules('credit-classes: { order: RISKIER_NOT_LESS, zeroPermittedFor: [B] }'),
    ],
    [
      'bounds that are reversed',
      'visit-cap.most.unknown.atLeast',
      CITY.replace('atLeast: 1, atMost: 9', 'atLeast: 9, atMost: 1'),
    ],
    ['bounds that leave nothing to set', 'visit-cap.most.unknown.atLeast', CITY.replace('atMost: 9', 'atMost: 1')],
    [
      'crews that are public before their visits',
      'publication.crews',
      withRules('publication: { visits: AFTER_WINDOW, crews: AT_DRAW }'),
    ],
    [
      'clean results that are never due',
      'disclosure.results.from',
      CITY.replace('from: INSPECTION_ENDED', 'from: PENALTY_DECIDED'),
    ],
    [
      'disclosure after what comes with it',
      'disclosure.results.from',
      CITY.replace('from: INSPECTION_ENDED', 'from: FEEDBACK_RECEIVED').replace('NOT_ASKED', 'WITH_DISCLOSURE'),
    ],
    [
      'disclosure after a report that nobody writes',
      'disclosure.results.from',
      CITY.replace('from: INSPECTION_ENDED', 'from: REPORT_COMPLETED'),
    ],
    [
      'confirmation of what nobody was told',
      'disclosure.results.from',
      CITY.replace('from: INSPECTION_ENDED', 'from: RESULT_CONFIRMED'),
    ],
    [
      'results with problems that are due twice',
      'disclosure.withProblems',
      CITY.replace(
        /results: .*INSPECTION_ENDED.*/,
        '$&\n    withProblems: { within: 20, from: RESULT_RECORDED, citedFrom: notice }',
      ),
    ],
    [
      'results with problems by a document that is not cited',
      'disclosure.withProblems.citedFrom',
      CITY.replace(
        /(results: .*INSPECTION_ENDED) }/,
        '$1, appliesTo: NORMAL }\n    withProblems: { within: 20, from: RESULT_RECORDED, citedFrom: letter }',
      ),
    ],
    [
      'comments on feedback that is not given',
      'comment.from',
      withRules('comment: { within: 5, from: FEEDBACK_RECEIVED }'),
    ],
    [
      'objections to feedback that is not given',
      'objection.from',
      withRules('objection: { within: 5, from: FEEDBACK_RECEIVED, answerWithin: 5 }'),
    ],
    [
      'an alert that never comes first',
      'alerts.visits.0.most',
      withRules('alerts: { visits: [{ most: 3, per: DAY }, { most: 2, per: WEEK }], fruitless: { inARow: 3 } }'),
    ],
    [
      'two alerts for one period',
      'alerts.visits.1.per',
      withRules('alerts: { visits: [{ most: 2, per: DAY }, { most: 3, per: DAY }], fruitless: { inARow: 3 } }'),
    ],
    [
      'a minimum above the cap',
      'minimum-frequency.atLeast',
      withRules('minimum-frequency: { atLeast: 10, everyYears: 1 }'),
    ],
    [
      'a step that stands twice',
      'plan-calendar.steps.1.step',
      withRules(
        'plan-calendar: { steps: [{ plan: ANNUAL, step: FILE, due: null }, { plan: ANNUAL, step: FILE, due: null }] }',
      ),
    ],
    [
      'an upload before there is a plan',
      'plan-calendar.steps.0.due',
      withRules(
        'plan-calendar: { steps: [{ plan: ANNUAL, step: SUBMIT, due: { every: YEAR, by: 12-25, of: BEFORE } }, { plan: ANNUAL, step: UPLOAD, due: { every: YEAR, by: 12-15, of: BEFORE } }] }',
      ),
    ],
    [
      'directed draws without conditions',
      'directed-draw.conditionsOn',
      withRules('directed-draw: { conditionsOn: [], specialised: DIRECTED }'),
    ],
    [
      'one visit, and legs that leave the subject out',
      'other-unit.sameVisit',
      withRules(
        'one-visit: { legs: MUST_MEET, report: ONE }',
        'other-unit: { plans: LEAVE_OUT, sameVisit: LEFT_OUT, liftedFor: [] }',
      ),
    ],
    ['something listed twice', 'visit-cap.kinds.1', CITY.replace('[ROUTINE, CAMPAIGN]', '[ROUTINE, ROUTINE]')],
  ])('%s', (_, path, text) => {
    expect(contradictionsIn(text)).toEqual([expect.stringMatching(`^rules.${path.replaceAll('.', '\\.')} \\| `)]);
  });

  it('finds none where days and years are in order, or unknown', () => {
    const calendar =
      'plan-calendar: { steps: [{ plan: ANNUAL, step: SUBMIT, due: { every: YEAR, by: 12-15, of: BEFORE } }, { plan: ANNUAL, step: UPLOAD, due: { every: YEAR, by: 01-05, of: SAME } }, { plan: MONTHLY, step: SUBMIT, due: { every: MONTH, by: 9, of: SAME } }, { plan: MONTHLY, step: UPLOAD, due: { every: MONTH, by: 25, of: SAME } }] }';
    expect(contradictionsIn(withRules(calendar, 'minimum-frequency: { atLeast: 1, everyYears: 3 }'))).toEqual([]);
  });
});

describe('contradictions with the pack that is extended', () => {
  it.each([
    [
      'a value outside its bounds',
      DISTRICT.replace('most: 3', 'most: 10'),
      'rules.visit-cap.set.most | set: { most: 10 }',
    ],
    [
      'bounds that are wider',
      DISTRICT.replace('most: 3', 'most: { unknown: { atLeast: 2, atMost: 12, reason: { zh: 缺, en: lost } } }'),
      'rules.visit-cap.set.most | set: { most: { unknown: { atLeast: 2, atMost: 12, reason: { zh: 缺, en: lost } } } }',
    ],
    [
      'a beginning before its',
      DISTRICT.replace('2021-01-01', '2019-12-31').replace('2020-12-01', '2019-12-01'),
      'inForce.from | inForce: { from: 2019-12-31 }',
    ],
    ['another place', DISTRICT.replace('411102', '411202'), "jurisdiction.division | division: '411202'"],
  ])('%s', (_, text, place) => {
    expect(contradictionsIn(CITY, text)).toEqual([place]);
  });

  it('an end after its, another department, and an earlier version of itself', () => {
    const city = CITY.replace('2020-01-01 }', '2020-01-01, to: 2022-12-31 }').replace(
      "'411100'",
      "'411100'\n  department: water",
    );
    expect(contradictionsIn(city, DISTRICT.replace("'411102'", "'411102'\n  department: water"))).toEqual([
      'inForce.to | inForce: { from: 2021-01-01 }',
    ]);
    const bounded = DISTRICT.replace('2021-01-01 }', '2021-01-01, to: 2022-01-01 }');
    expect(contradictionsIn(city, bounded)).toEqual(['jurisdiction.department | jurisdiction:']);
    const earlier = DISTRICT.replace('pack: district', 'pack: city').replace('version: 1 }', 'version: 2 }');
    expect(contradictionsIn(CITY.replace('version: 1', 'version: 2'), earlier)).toEqual([
      'extends.version | extends: { pack: city, version: 2 }',
    ]);
  });

  it('one between a rule of its own and an inherited one is told at its own, or at `extends`', () => {
    const own = `${DISTRICT}  trustworthy: { ${CITED}, for: [HAZARD], treatments: [EXEMPT] }\n`;
    expect(contradictionsIn(withRules('raised-frequency: { for: [HAZARD] }'), own)).toEqual([
      expect.stringMatching(/^rules\.trustworthy\.for\.0 \| trustworthy:/),
    ]);
    const raised = `${DISTRICT}  minimum-frequency: { ${CITED}, atLeast: 4, everyYears: 1 }\n`;
    expect(contradictionsIn(CITY, raised)).toEqual([
      expect.stringMatching(/^rules\.minimum-frequency\.atLeast \| minimum/),
    ]);
  });
});
