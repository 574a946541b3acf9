import type { Role } from '@onevisit/kit';

/** Who moves a plan, and by which mutation. */
export interface Mover {
  readonly roles: readonly Role[];
  /** Which departments: any, those that are invited, or those that take part. */
  readonly of: 'ANY' | 'INVITED' | 'TAKING_PART';
  /** The mutations that move it: the move itself, or an act that it follows from. */
  readonly by: readonly string[];
  readonly zh: string;
  readonly en: string;
}

/** Everybody who may move a plan. */
export const MOVERS = {
  LEAD: { roles: ['lead'], of: 'ANY', by: ['moveJointPlan'], zh: '牵头部门', en: 'the lead' },
  INVITING: { roles: ['lead'], of: 'ANY', by: ['inviteToJointPlan'], zh: '牵头部门', en: 'the lead' },
  ANSWERING: {
    roles: ['officer', 'lead'],
    of: 'INVITED',
    by: ['answerInvitation', 'settleCounterProposal', 'adjustJointPlan'],
    zh: '受邀部门逐一答复后（或牵头部门处理完反提议后）自动进入',
    en: 'the departments invited, with the last answer, or the lead that settles it',
  },
  FREEZING: { roles: ['lead'], of: 'ANY', by: ['freezeDraw'], zh: '牵头部门冻结名录库', en: 'the lead, by freezing' },
  DRAWING: { roles: ['lead'], of: 'ANY', by: ['executeDraw'], zh: '牵头部门执行抽取', en: 'the lead, by drawing' },
  VISITING: {
    roles: ['officer', 'inspector'],
    of: 'TAKING_PART',
    by: ['checkIn', 'startVisit', 'recordResults'],
    zh: '参与部门开展检查',
    en: 'the departments that take part, by their visits',
  },
  VOIDING: { roles: ['lead'], of: 'ANY', by: ['voidDraw'], zh: '牵头部门作废抽取', en: 'the lead, by voiding a draw' },
} as const satisfies Readonly<Record<string, Mover>>;

/** Name of a mover. */
export type MoverName = keyof typeof MOVERS;
