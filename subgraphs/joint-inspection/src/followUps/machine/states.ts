/** States of a follow-up (后续处置的状态), with their names. */
export const FOLLOW_UP_STATES = {
  OPEN: { zh: '待处置', en: 'to be decided' },
  CORRECTING: { zh: '责令改正中', en: 'ordered to correct' },
  INVESTIGATING: { zh: '立案调查中', en: 'a case' },
  TRANSFERRED: { zh: '已移送待接收', en: 'transferred, to be answered' },
  REFERRED: { zh: '已移送司法机关待受理', en: 'with the judiciary, to be answered' },
  UNDERWAY: { zh: '其他处置中', en: 'underway' },
  CLOSED: { zh: '已办结', en: 'closed' },
} as const;

/** Where a follow-up stands; see FollowUpState in the SDL. */
export type FollowUpState = keyof typeof FOLLOW_UP_STATES;

/** All states, from the first to the last. */
export const ALL_STATES = Object.keys(FOLLOW_UP_STATES) as readonly FollowUpState[];
