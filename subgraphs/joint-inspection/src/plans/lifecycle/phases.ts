/** Phases of a joint plan (联合抽查计划的阶段), in the order of its life, with their names. */
export const PLAN_PHASES = {
  DRAFT: { zh: '草案', en: 'draft' },
  INVITED: { zh: '征求意见', en: 'departments invited' },
  AGREED: { zh: '部门同意', en: 'agreed by its departments' },
  AT_CONFERENCE: { zh: '联席会议研究', en: 'at the joint conference' },
  APPROVED: { zh: '联席会议通过', en: 'approved by the joint conference' },
  FILED: { zh: '已备案', en: 'filed with the government' },
  PUBLISHED: { zh: '已公示', en: 'published' },
  FROZEN: { zh: '名录库已冻结', en: 'pools frozen' },
  DRAWN: { zh: '已抽取', en: 'drawn' },
  IN_PROGRESS: { zh: '检查中', en: 'visits in progress' },
  CONCLUDED: { zh: '已办结', en: 'concluded' },
  RETURNED: { zh: '退回', en: 'returned' },
  WITHDRAWN: { zh: '撤回', en: 'withdrawn' },
  VOID: { zh: '作废', en: 'void' },
} as const;

/** Where a joint plan stands; see PlanPhase in the SDL. */
export type PlanPhase = keyof typeof PLAN_PHASES;

/** All phases, in the order of a plan's life. */
export const ALL_PHASES = Object.keys(PLAN_PHASES) as readonly PlanPhase[];

/** Phases in which the lead may still change a plan as it likes; nobody but those involved has seen it. */
export const OPEN_PHASES: readonly PlanPhase[] = ['DRAFT', 'INVITED', 'RETURNED'];

/** Phases in which draws of a plan may be opened: it is published, and not at its end. */
export const DRAWABLE_PHASES: readonly PlanPhase[] = ['PUBLISHED', 'FROZEN', 'DRAWN', 'IN_PROGRESS'];
