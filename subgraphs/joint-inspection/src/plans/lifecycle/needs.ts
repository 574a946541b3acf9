import type { PlanFacts } from './PlanFacts.js';

/** Something that must be there before a plan moves. */
export interface Need {
  readonly zh: string;
  readonly en: string;
  readonly isMet: (facts: PlanFacts) => boolean;
}

/** Whatever a move can ask for. */
export const NEEDS = {
  ALL_ANSWERED: {
    zh: '所有受邀部门已答复，且反提议已处理',
    en: 'every department invited has answered, and no counter-proposal is open',
    isMet: ({ unanswered }) => unanswered.length === 0,
  },
  TWO_DEPARTMENTS: {
    zh: '至少两个部门参与',
    en: 'at least two departments take part',
    isMet: ({ departments }) => departments.length >= 2,
  },
  INITIATOR_IN: {
    zh: '发起部门参与，或细则允许其协调',
    en: 'the initiators take part, or the rules let them coordinate',
    isMet: ({ initiatorsIn }) => initiatorsIn,
  },
  ANSWER_DAY: {
    zh: '答复期限不早于今天（answerBy）',
    en: 'a last day for the answers that is not over (answerBy)',
    isMet: ({ answerBy, today }) => answerBy !== null && answerBy >= today,
  },
  DAY: {
    zh: '办理日期不晚于今天，且不早于上一阶段（on）',
    en: 'a day that is not to come, and not before that of the phase before (on)',
    isMet: ({ on, since, today }) => on <= today && on >= since,
  },
  MINUTES: {
    zh: '会议纪要编号（reference）',
    en: 'the number of the minutes (reference)',
    isMet: ({ reference }) => reference !== null,
  },
  FILING: {
    zh: '备案编号（reference）',
    en: 'the number of the filing (reference)',
    isMet: ({ reference }) => reference !== null,
  },
  WHY: { zh: '理由（why）', en: 'the reason, in words (why)', isMet: ({ why }) => why !== null },
  NO_DRAW: {
    zh: '没有未作废的抽取（先 voidDraw）',
    en: 'no draw that stands: void it first (voidDraw)',
    isMet: ({ draws }) => draws.every(({ phase }) => phase === 'VOID'),
  },
  WINDOWS_OVER: {
    zh: '全部检查时段（含结转）已过',
    en: 'all windows are over, and the months into which visits roll over',
    isMet: ({ lastDay, today }) => today > lastDay,
  },
  AS_DRAWN: {
    zh: '抽取和检查的进展与该阶段相符',
    en: 'its draws and visits have come that far',
    isMet: ({ reached, to }) => reached === to,
  },
} as const satisfies Readonly<Record<string, Need>>;

/** Code of a need. */
export type NeedCode = keyof typeof NEEDS;
