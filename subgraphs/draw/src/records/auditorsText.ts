import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import type { CrewedVisit } from '../drawCrews.js';
import type { DrawInput } from '../drawInput.js';
import type { RosterEntry } from '../Roster.js';
import type { DrawOutcome } from '../runDraw.js';
import { auditorsRecord } from './auditorsRecord.js';

/** The text of an auditor's record around the entries of its roster and around its visits. */
export interface AuditorsFrame {
  readonly beforeRoster: string;
  readonly betweenRosterAndVisits: string;
  readonly afterVisits: string;
}

/**
 * The canonical text of an auditor's record without roster and visits, for whoever has millions of entries and holds
 * none of them: the record is `beforeRoster`, entriesText of the roster in leaf order, `betweenRosterAndVisits`, visitsText
 * of the visits in processing order, `afterVisits`; where roster or visits are written in runs, commas stand between runs.
 */
export function auditorsFrame(
  input: Omit<DrawInput, 'roster'>,
  outcome: Omit<DrawOutcome, 'leaves' | 'visits'>,
): AuditorsFrame {
  const {
    roster: _,
    visits: __,
    ...rest
  } = auditorsRecord({ ...input, roster: [] }, { ...outcome, leaves: 0, visits: [] });
  const members = Object.entries(rest);
  const text = (some: typeof members) => canonicalJson(Object.fromEntries(some) as unknown as JsonValue).slice(1, -1);
  // Canonical JSON has members in this order, and `visits` is the last.
  const before = text(members.filter(([name]) => name < 'roster'));
  const between = text(members.filter(([name]) => name > 'roster'));
  return {
    beforeRoster: `{${before},"roster":[`,
    betweenRosterAndVisits: `],${between},"visits":[`,
    afterVisits: ']}',
  };
}

/**
 * Entries in canonical JSON, joined by commas. Their texts were checked when they joined the roster.
 * @param entries some thousands: a list is written in a fraction of the time that its entries take one by one
 */
export function entriesText(entries: readonly RosterEntry[]): string {
  const ordered = entries.map(({ district, leg, standing, stratum, subject }) => ({
    district,
    leg,
    standing,
    stratum,
    subject,
  }));
  return JSON.stringify(ordered).slice(1, -1);
}

/** Visits in canonical JSON, joined by commas. */
export function visitsText(visits: readonly CrewedVisit[]): string {
  return canonicalJson(visits as unknown as JsonValue).slice(1, -1);
}
