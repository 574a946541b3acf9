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

/** Visits in canonical JSON, joined by commas. Their texts are those of a draw, which were checked. */
export function visitsText(visits: readonly CrewedVisit[]): string {
  return visits.map(visitText).join(',');
}

/** Members in their canonical order, so that JSON.stringify, which is far faster, writes what canonicalJson would. */
function visitText({ crew, district, key, legs, subject, window }: CrewedVisit): string {
  // Departments one by one: an object would put names that look like numbers first.
  const teams = Object.entries(crew)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([department, seats]) => {
      const ordered = seats.map(({ inspector, specialties }) => ({ inspector, specialties }));
      return `${JSON.stringify(department)}:${JSON.stringify(ordered)}`;
    });
  const rest = JSON.stringify({ district, key, legs, subject, window }).slice(1);
  return `{"crew":{${teams.join(',')}},${rest}`;
}
