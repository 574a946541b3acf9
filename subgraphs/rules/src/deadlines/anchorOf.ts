import { dateOfDay, dayOf } from '../workingDays/days.js';
import type { Anchor } from './DeadlineRule.js';
import { deadlineError } from './deadlineErrors.js';

/** Something that happened to a visit on a day (`YYYY-MM-DD`). */
export type VisitEvent =
  | { readonly kind: Exclude<Anchor, 'LAST_ITEM_DONE'>; readonly on: string }
  /** The result of one of its items was determined. */
  | { readonly kind: 'ITEM_DONE'; readonly item: string; readonly on: string };

/** What happened to a visit so far, in any order. */
export interface VisitHistory {
  /** The items that belong to the visit; one that was withdrawn is left out, and its events then count for nothing. */
  readonly items: readonly string[];
  readonly events: readonly VisitEvent[];
}

/** The day that a deadline counts from, or what it still waits for. */
export type AnchorDay =
  | { readonly reached: true; readonly on: string }
  /** `items`: those not done yet, where the anchor is the last of them. */
  | { readonly reached: false; readonly items: readonly string[] };

/**
 * Finds the day of an anchor. What is recorded again later makes no deadline longer: of several events of a kind, or of an
 * item, the first counts; the last item is the item that was done last.
 * @throws OV_RULES_DATE, OV_RULES_DEADLINE_NO_ITEMS
 */
export function anchorOf(anchor: Anchor, { items, events }: VisitHistory): AnchorDay {
  if (anchor !== 'LAST_ITEM_DONE') {
    const first = earliest(events.filter(({ kind }) => kind === anchor));
    return first === undefined ? { reached: false, items: [] } : { reached: true, on: dateOfDay(first) };
  }
  if (items.length === 0) throw deadlineError('OV_RULES_DEADLINE_NO_ITEMS');
  const doneOn = items.map((item) =>
    earliest(events.filter((event) => event.kind === 'ITEM_DONE' && event.item === item)),
  );
  const done = doneOn.filter((day) => day !== undefined);
  if (done.length < items.length)
    return { reached: false, items: items.filter((_, index) => doneOn[index] === undefined) };
  return { reached: true, on: dateOfDay(Math.max(...done)) };
}

function earliest(events: readonly VisitEvent[]): number | undefined {
  return events.length === 0 ? undefined : Math.min(...events.map(({ on }) => dayOf(on)));
}
