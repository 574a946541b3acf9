import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';

/** First and last day, as day numbers, both included. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

/** A window of dates as day numbers; null where one is no date, or the last is before the first. */
export function daysOf(window: { readonly first: string; readonly last: string }): Days | null {
  const [first, last] = [dayNumber(window.first), dayNumber(window.last)];
  return first === undefined || last === undefined || last < first ? null : { first, last };
}

/** Day numbers as a window of dates. */
export function windowOf({ first, last }: Days): { readonly first: string; readonly last: string } {
  return { first: dateOfDay(first), last: dateOfDay(last) };
}

/** How many days there are. */
export function lengthOf({ first, last }: Days): number {
  return last - first + 1;
}
