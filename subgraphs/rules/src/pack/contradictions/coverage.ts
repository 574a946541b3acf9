import type { RuleOf } from '../../catalogue/index.js';
import type { Contradiction, FindContradictions } from './Contradiction.js';

type Target = RuleOf<'item-coverage'>['targets'][number];

/** Coverage of items and pools: what is reached is not lost again, and more subjects do not take less time. */
export const aboutCoverage: FindContradictions = function* (rules) {
  yield* targets(rules['item-coverage']?.targets ?? []);
  const whole = rules['pool-coverage']?.wholePool;
  if (whole?.large !== undefined && whole.large.withinYears < whole.withinYears) {
    yield {
      name: 'large-pool-sooner',
      path: ['rules', 'pool-coverage', 'wholePool', 'large', 'withinYears'],
      zh: `对象较多时 ${whole.large.withinYears} 年内覆盖，反而短于一般的 ${whole.withinYears} 年`,
      en: `a large pool is visited within ${whole.large.withinYears} years, sooner than others within ${whole.withinYears}`,
    };
  }
};

function* targets(all: readonly Target[]): Generator<Contradiction> {
  for (const [index, target] of all.entries()) {
    for (const department of departmentsOf(target)) {
      const others = all.filter((other, at) => at !== index && departmentsOf(other).includes(department));
      const path = ['rules', 'item-coverage', 'targets', index];
      if (others.some((other) => all.indexOf(other) < index && other.by === target.by)) {
        yield {
          name: 'two-targets-a-day',
          path: [...path, 'by'],
          zh: `${department} 在 ${target.by} 有两个目标`,
          en: `${department} has two targets by ${target.by}`,
        };
      }
      const higher = others.find((other) => other.by < target.by && Number(other.percent) > Number(target.percent));
      if (higher === undefined) continue;
      yield {
        name: 'falling-target',
        path: [...path, 'percent'],
        zh: `${department} 到 ${target.by} 只需 ${target.percent}%，低于此前 ${higher.by} 的 ${higher.percent}%`,
        en: `${department} needs only ${target.percent} % by ${target.by}, less than ${higher.percent} % by ${higher.by} before`,
      };
    }
  }
}

function departmentsOf({ departments }: Target): readonly string[] {
  return departments === 'ALL' ? ['ALL'] : departments;
}
