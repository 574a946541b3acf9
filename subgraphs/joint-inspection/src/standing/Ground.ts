/** What gives an entry a standing in place of ELIGIBLE: a kind of rule, the plan's own cap, or an earlier draw of the plan. */
export const GROUNDS = {
  'earlier-draw': 'IN_EARLIER_DRAW',
  'other-unit': 'RECENTLY_INSPECTED',
  'mutual-recognition': 'RECOGNISED',
  trustworthy: 'EXEMPT',
  'visit-cap': 'CAP_REACHED',
  'plan-cap': 'CAP_REACHED',
} as const;

export type Ground = keyof typeof GROUNDS;

/** Of entries at the cap those that the minimum frequency demands: the two rules are in conflict over them. */
export const CONFLICT = 'minimum-frequency';

/** How many entries of a page got a standing, by ground; and how many of them are in conflict. */
export type Given = Readonly<Partial<Record<Ground | typeof CONFLICT, number>>>;
