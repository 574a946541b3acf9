import type { Mark } from '../../catalogue/terms.js';
import type { Contradiction, FindContradictions } from './Contradiction.js';

const GOOD: Mark = 'TRUSTWORTHY';

/** Who is inspected more often and who less: nobody is both, and classes keep their order. */
export const aboutMarks: FindContradictions = function* (rules) {
  const raised = rules['raised-frequency']?.for ?? [];
  yield* onGood('visit-cap', 'liftedFor', rules['visit-cap']?.liftedFor ?? []);
  yield* onGood('other-unit', 'liftedFor', rules['other-unit']?.liftedFor ?? []);
  yield* onGood('raised-frequency', 'for', raised);
  for (const [index, mark] of (rules.trustworthy?.for ?? []).entries()) {
    const path = ['rules', 'trustworthy', 'for', index];
    if (raised.includes(mark)) {
      const zh = `${mark} 既须加大抽查（raised-frequency），又可少查或免查`;
      yield {
        name: 'raised-and-spared',
        path,
        zh,
        en: `${mark} is to be inspected more often (raised-frequency), and spared`,
      };
    } else if (mark !== GOOD) {
      const zh = `${mark} 是不良记录，不能作为守信对待`;
      yield {
        name: 'bad-mark-spared',
        path,
        zh,
        en: `${mark} speaks against a subject, which is then not trustworthy`,
      };
    }
  }
  const classes = rules['credit-classes'];
  if (classes?.order !== 'RISKIER_NOT_LESS') return;
  for (const [index, credit] of classes.zeroPermittedFor.entries()) {
    const better = (['A', 'B', 'C', 'D'] as const).find(
      (each) => each < credit && !classes.zeroPermittedFor.includes(each),
    );
    if (better === undefined) continue;
    yield {
      name: 'riskier-spared',
      path: ['rules', 'credit-classes', 'zeroPermittedFor', index],
      zh: `风险更高的 ${credit} 类可不抽，而 ${better} 类不可，与 RISKIER_NOT_LESS 相违`,
      en: `the riskier class ${credit} may have no chance where ${better} must, against RISKIER_NOT_LESS`,
    };
  }
};

function* onGood(kind: string, member: string, marks: readonly Mark[]): Generator<Contradiction> {
  const index = marks.indexOf(GOOD);
  if (index < 0) return;
  yield {
    name: 'trustworthy-not-spared',
    path: ['rules', kind, member, index],
    zh: '守信对象（TRUSTWORTHY）反而检查更多',
    en: 'trustworthy subjects (TRUSTWORTHY) are inspected more, not less',
  };
}
