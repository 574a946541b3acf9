import type { Anchor } from '../../deadlines/DeadlineRule.js';
import type { RulesByKind } from '../RulePack.js';
import type { Contradiction, FindContradictions } from './Contradiction.js';

/** What comes after the report, so that a report cannot count from it. */
const AFTER_REPORT: readonly Anchor[] = ['REPORT_COMPLETED', 'FEEDBACK_RECEIVED', 'PENALTY_DECIDED'];

/** Deadlines count from an event that comes before, and comes at all; crews are not known before their visits. */
export const aboutDeadlines: FindContradictions = function* (rules) {
  yield* reports(rules);
  yield* disclosures(rules);
  yield* comments(rules);
  yield* objections(rules);
  const { visits, crews } = rules.publication ?? {};
  if (visits === undefined || crews === undefined || MOMENTS.indexOf(crews) >= MOMENTS.indexOf(visits)) return;
  yield {
    name: 'crews-before-visits',
    path: ['rules', 'publication', 'crews'],
    zh: `检查人员（${crews}）早于检查对象（${visits}）公开，等于提前公开了检查`,
    en: `crews are public (${crews}) before their visits are (${visits})`,
  };
};

const MOMENTS = ['AT_DRAW', 'AT_VISIT', 'AFTER_WINDOW'];

function* reports({ report }: RulesByKind): Generator<Contradiction> {
  for (const member of ['from', 'comprehensiveFrom'] as const) {
    const anchor = report?.due?.[member];
    if (anchor === undefined || !AFTER_REPORT.includes(anchor)) continue;
    yield {
      name: 'report-after-itself',
      path: ['rules', 'report', 'due', member],
      zh: `检查报告的期限从 ${anchor} 起算，而它在报告之后`,
      en: `the report is due counted from ${anchor}, which comes after the report`,
    };
  }
  if (report?.form !== 'ON_THE_SPOT' || !report.due?.within) return;
  yield {
    name: 'on-the-spot-later',
    path: ['rules', 'report', 'due', 'within'],
    zh: `当场告知，却另给 ${report.due.within} 个工作日`,
    en: `it is told on the spot, and yet within ${report.due.within} working days`,
  };
}

function* disclosures({ disclosure, report }: RulesByKind): Generator<Contradiction> {
  if (disclosure === undefined) return;
  for (const member of ['results', 'withProblems'] as const) {
    const anchor = disclosure[member]?.from;
    const path = ['rules', 'disclosure', member, 'from'];
    if (anchor === 'PENALTY_DECIDED') {
      const zh = '没有处罚的结果永远不到期';
      yield { name: 'clean-never-due', path, zh, en: 'a result without a penalty would never be due' };
    }
    if (anchor === 'FEEDBACK_RECEIVED' && disclosure.feedback === 'WITH_DISCLOSURE') {
      const zh = '公示从收到反馈起算，而反馈随公示作出';
      const en = 'it counts from feedback, which is given with the disclosure';
      yield { name: 'feedback-before-itself', path, zh, en };
    }
    if ((anchor === 'REPORT_COMPLETED' || anchor === 'RESULT_CONFIRMED') && report === undefined) {
      const zh = `公示从 ${anchor} 起算，而没有 report 规则，无从完成或确认`;
      yield { name: 'nothing-reported', path, zh, en: `it counts from ${anchor}, and no rule asks for a report` };
    }
  }
  yield* problems(disclosure);
}

/** Results with problems have a time of their own only where that of the others is not theirs, and it stands in a document that is cited. */
function* problems({ results, withProblems, cite }: NonNullable<RulesByKind['disclosure']>): Generator<Contradiction> {
  if (withProblems === undefined) return;
  const path = ['rules', 'disclosure', 'withProblems'];
  if (results.appliesTo !== 'NORMAL') {
    const zh = '有问题的结果另有期限，而 results 适用于全部结果（appliesTo 须为 NORMAL）';
    const en = 'results with problems have a time of their own, and so has every result (appliesTo must be NORMAL)';
    yield { name: 'problems-twice', path, zh, en };
  }
  if (cite.every(({ document }) => document !== withProblems.citedFrom)) {
    const zh = `期限依据文件“${withProblems.citedFrom}”，而该规则没有引用它（cite）`;
    const en = `it comes from "${withProblems.citedFrom}", which the rule does not cite (cite)`;
    yield { name: 'not-cited', path: [...path, 'citedFrom'], zh, en };
  }
}

function* comments({ comment, disclosure }: RulesByKind): Generator<Contradiction> {
  if (comment === undefined || isFeedbackGiven(disclosure)) return;
  yield {
    name: 'comment-never-starts',
    path: ['rules', 'comment', 'from'],
    zh: '意见期从收到反馈起算，而没有规则要求反馈（disclosure.feedback）',
    en: 'the time for comments counts from feedback, which no rule asks for (disclosure.feedback)',
  };
}

function* objections({ objection, disclosure }: RulesByKind): Generator<Contradiction> {
  if (objection?.from !== 'FEEDBACK_RECEIVED' || isFeedbackGiven(disclosure)) return;
  yield {
    name: 'objection-never-starts',
    path: ['rules', 'objection', 'from'],
    zh: '异议期从收到反馈起算，而没有规则要求反馈（disclosure.feedback）',
    en: 'the time for objections counts from feedback, which no rule asks for (disclosure.feedback)',
  };
}

/** Whether the subject is given its result in writing by some rule. */
function isFeedbackGiven(disclosure: RulesByKind['disclosure']): boolean {
  return disclosure?.feedback === 'WITH_DISCLOSURE' || disclosure?.results.from === 'FEEDBACK_RECEIVED';
}
