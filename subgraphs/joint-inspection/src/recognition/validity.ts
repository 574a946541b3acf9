const DAY_MS = 86_400_000;

/** A result that is cited: the day of its inspection, and how many days from it the rules let it hold. */
export interface CitedDays {
  readonly inspectedOn: string;
  readonly validDays: number;
}

/** The last day on which a cited result holds: so many days after that of the inspection (Xinyang 二(六)). */
export function validTo({ inspectedOn, validDays }: CitedDays): string {
  return new Date(Date.parse(inspectedOn) + validDays * DAY_MS).toISOString().slice(0, 10);
}

/** How a cited result stands on a day: not there yet, valid from the day of its inspection to its last day, or over. */
export function validityOn(cited: CitedDays, day: string): 'NOT_YET' | 'VALID' | 'OVER' {
  if (day < cited.inspectedOn) return 'NOT_YET';
  return day <= validTo(cited) ? 'VALID' : 'OVER';
}
