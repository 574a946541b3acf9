import { isUnknown } from '../../catalogue/settable.js';
import type { RulesByKind } from '../RulePack.js';
import type { Contradiction, FindContradictions } from './Contradiction.js';

/** How often: what must be done may be done, and an alert can be given. */
export const aboutFrequency: FindContradictions = function* (rules) {
  yield* minimumOverCap(rules);
  yield* alerts(rules);
  yield* sameVisit(rules);
};

function* minimumOverCap(rules: RulesByKind): Generator<Contradiction> {
  const minimum = rules['minimum-frequency'];
  const most = rules['visit-cap']?.most;
  if (minimum === undefined || most === undefined) return;
  const highest = isUnknown(most) ? most.unknown.atMost : most;
  if (minimum.atLeast <= highest * minimum.everyYears) return;
  yield {
    name: 'minimum-over-cap',
    path: ['rules', 'minimum-frequency', 'atLeast'],
    zh: `每 ${minimum.everyYears} 年至少 ${minimum.atLeast} 次，超过上限每年 ${highest} 次`,
    en: `at least ${minimum.atLeast} visits in ${minimum.everyYears} years are more than the cap of ${highest} a year permits`,
  };
}

const PERIODS = ['DAY', 'WEEK', 'MONTH'];

function* alerts(rules: RulesByKind): Generator<Contradiction> {
  const visits = rules.alerts?.visits ?? [];
  for (const [index, alert] of visits.entries()) {
    const other = visits.find(
      (each, at) =>
        (at < index && each.per === alert.per) ||
        (PERIODS.indexOf(each.per) > PERIODS.indexOf(alert.per) && each.most < alert.most),
    );
    if (other === undefined) continue;
    const isSame = other.per === alert.per;
    yield {
      name: isSame ? 'two-alerts-a-period' : 'alert-never-first',
      path: ['rules', 'alerts', 'visits', index, isSame ? 'per' : 'most'],
      zh: isSame
        ? `${alert.per} 有两个预警值`
        : `${alert.per} ${alert.most} 次高于更长时段 ${other.per} 的 ${other.most} 次，永不触发在先`,
      en: isSame
        ? `${alert.per} has two alerts`
        : `${alert.most} a ${alert.per} are more than ${other.most} in the longer ${other.per}, so that it never comes first`,
    };
  }
}

/** Several items are done in one visit, or the other legs leave the subject out. */
function* sameVisit(rules: RulesByKind): Generator<Contradiction> {
  if (rules['one-visit'] === undefined || rules['other-unit']?.sameVisit !== 'LEFT_OUT') return;
  yield {
    name: 'one-visit-left-out',
    path: ['rules', 'other-unit', 'sameVisit'],
    zh: '同一计划的其他任务须排除该对象，而 one-visit 要求一次完成多个事项',
    en: 'the other legs of a plan leave the subject out, where one-visit demands that its items are done in one visit',
  };
}
