import type { RuleOf } from '../../catalogue/index.js';
import type { Contradiction, FindContradictions } from './Contradiction.js';

type Step = RuleOf<'plan-calendar'>['steps'][number];

/** Plans: their steps come in order, and specialised work can be directed where it must be. */
export const aboutPlans: FindContradictions = function* (rules) {
  yield* calendar(rules['plan-calendar']?.steps ?? []);
  const directed = rules['directed-draw'];
  if (directed?.specialised !== 'DIRECTED' || directed.conditionsOn.length > 0) return;
  yield {
    name: 'directed-without-conditions',
    path: ['rules', 'directed-draw', 'conditionsOn'],
    zh: '专业性检查须定向抽取，而不许设任何条件',
    en: 'specialised work must be directed, and no condition is permitted',
  };
};

/** Steps of which the one cannot be before the other. */
const ORDER: readonly (readonly [before: Step['step'], after: Step['step']])[] = [
  ['SUBMIT', 'UPLOAD'],
  ['SUBMIT', 'CONFERENCE'],
  ['CONFERENCE', 'FILE'],
  ['FILE', 'PUBLISH'],
  ['SUBMIT', 'PUBLISH'],
  ['CONFERENCE', 'PUBLISH'],
  ['PUBLISH', 'REPORT_EXECUTION'],
  ['SUBMIT', 'REPORT_EXECUTION'],
];

function* calendar(steps: readonly Step[]): Generator<Contradiction> {
  for (const [index, step] of steps.entries()) {
    const path = ['rules', 'plan-calendar', 'steps', index];
    if (steps.findIndex((other) => other.plan === step.plan && other.step === step.step) < index) {
      const zh = `${step.plan} ${step.step} 规定了两次`;
      yield { name: 'step-twice', path: [...path, 'step'], zh, en: `${step.plan} ${step.step} stands twice` };
    }
    for (const [before, after] of ORDER) {
      const later = steps.find((other) => other.plan === step.plan && other.step === after);
      if (step.step !== before || later === undefined || step.by === null || later.by === null) continue;
      if (sortable(step) <= sortable(later)) continue;
      yield {
        name: 'steps-out-of-order',
        path: [...path, 'by'],
        zh: `${step.plan} 的 ${before}（${step.year} ${step.by}）晚于 ${after}（${later.year} ${later.by}）`,
        en: `${step.plan} ${before} (${step.year} ${step.by}) is later than ${after} (${later.year} ${later.by})`,
      };
    }
  }
}

const YEARS = ['BEFORE', 'SAME', 'AFTER'];

/** Text that sorts as the days do; of a monthly plan, days of one month. */
function sortable({ by, year }: Step): string {
  const day = (by ?? '').replace('END', '29').padStart(5, '0');
  return `${YEARS.indexOf(year)}-${day}`;
}
