import type { RuleOf } from '../../catalogue/index.js';
import type { PlanDeadline } from '../../deadlines/PlanDeadline.js';
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
      if (step.step !== before || later === undefined) continue;
      if (step.due === null || later.due === null || step.due.every !== later.due.every) continue;
      if (sortable(step.due) <= sortable(later.due)) continue;
      yield {
        name: 'steps-out-of-order',
        path: [...path, 'due'],
        zh: `${step.plan} 的 ${before}（${shown(step.due)}）晚于 ${after}（${shown(later.due)}）`,
        en: `${step.plan} ${before} (${shown(step.due)}) is later than ${after} (${shown(later.due)})`,
      };
    }
  }
}

const SEEN_FROM_PLAN = ['BEFORE', 'SAME', 'AFTER'];

/** Text that sorts as the days do, among those of years or among those of months. */
function sortable({ by, of }: PlanDeadline): string {
  const day = by === 'END_OF_FEBRUARY' ? '02-29' : by === 'END_OF_MONTH' ? '31' : String(by).padStart(2, '0');
  return `${SEEN_FROM_PLAN.indexOf(of)}-${day}`;
}

function shown({ by, of }: PlanDeadline): string {
  return `${of} ${by}`;
}
