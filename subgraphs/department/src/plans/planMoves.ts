import { departmentError } from '../errors.js';

/** Where a plan stands on its way. */
export type DepartmentPlanStatus = 'DRAFT' | 'IN_REVIEW' | 'RETURNED' | 'APPROVED' | 'SUBMITTED' | 'WITHDRAWN';

/** What moves a plan. */
export type PlanMove = 'SAVE' | 'SEND' | 'APPROVE' | 'RETURN' | 'SUBMIT' | 'WITHDRAW';

interface Move {
  readonly from: readonly DepartmentPlanStatus[];
  readonly to: DepartmentPlanStatus;
  readonly zh: string;
  readonly en: string;
}

/** The plan's way as a whole: whatever does not stand here is refused. */
export const PLAN_MOVES: Readonly<Record<PlanMove, Move>> = {
  SAVE: { from: ['DRAFT', 'RETURNED'], to: 'DRAFT', zh: '更改', en: 'changed' },
  SEND: { from: ['DRAFT', 'RETURNED'], to: 'IN_REVIEW', zh: '送审', en: 'sent for review' },
  APPROVE: { from: ['IN_REVIEW'], to: 'APPROVED', zh: '审核通过', en: 'approved' },
  RETURN: { from: ['IN_REVIEW', 'APPROVED'], to: 'RETURNED', zh: '退回', en: 'returned' },
  SUBMIT: { from: ['APPROVED'], to: 'SUBMITTED', zh: '报送', en: 'submitted' },
  WITHDRAW: { from: ['DRAFT', 'RETURNED', 'IN_REVIEW', 'APPROVED'], to: 'WITHDRAWN', zh: '撤回', en: 'withdrawn' },
};

/** Who may do what next with a plan that stands so, for those who were refused. */
const REMEDIES: Readonly<Record<DepartmentPlanStatus, { readonly zh: string; readonly en: string }>> = {
  DRAFT: { zh: '请经办人先送审（SendPlan）。', en: 'Its officers send it for review first (SendPlan).' },
  IN_REVIEW: {
    zh: '请分管领导审核（ApprovePlan）或退回（ReturnPlan）。',
    en: 'The department’s leader approves (ApprovePlan) or returns it (ReturnPlan) first.',
  },
  RETURNED: { zh: '请经办人更改后重新送审（SendPlan）。', en: 'Its officers change it and send it anew (SendPlan).' },
  APPROVED: {
    zh: '请报送（SubmitPlan）；要更改的，由分管领导先退回（ReturnPlan）。',
    en: 'Submit it (SubmitPlan); to change it, the leader returns it first (ReturnPlan).',
  },
  SUBMITTED: {
    zh: '已报送的计划以补充计划补充（supplements）。',
    en: 'What is submitted is supplemented by another plan (supplements).',
  },
  WITHDRAWN: {
    zh: '已撤回的计划不再使用；请以新编号编制。',
    en: 'A withdrawn plan is used no more; draw one up under another code.',
  },
};

/** Whether a plan that stands so has already come to where a move leads, so that repeating it changes nothing. */
export function hasMoved(status: DepartmentPlanStatus, move: PlanMove): boolean {
  return move !== 'SAVE' && PLAN_MOVES[move].to === status;
}

/**
 * Checks that a plan may be moved so.
 * @returns where it leads
 * @throws OV_DEPT_PLAN_STATUS, with who may do what next
 */
export function nextStatus(
  plan: { readonly id: string; readonly status: string },
  move: PlanMove,
): DepartmentPlanStatus {
  const { from, to, zh, en } = PLAN_MOVES[move];
  const status = plan.status as DepartmentPlanStatus;
  if (from.includes(status)) return to;
  const remedy = REMEDIES[status];
  throw departmentError('OV_DEPT_PLAN_STATUS', {
    id: plan.id,
    status,
    action: zh,
    actionEn: en,
    needed: from.join(', '),
    remedy: remedy.zh,
    remedyEn: remedy.en,
  });
}
