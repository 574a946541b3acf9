import fc from 'fast-check';
import type { Inspector } from '../inspectors.js';
import type { RosterEntry } from '../Roster.js';
import type { Leg, QuotaRule, Window } from '../terms.js';

/** A leg with the given parts; the rest is plain. */
export function leg(id: string, parts: Partial<Leg> = {}): Leg {
  return {
    id,
    department: id.split('/')[0] ?? id,
    items: ['item'],
    window: ['2026-03-01', '2026-06-30'],
    quota: { strata: { '*': { count: 1 } } },
    crew: { size: 1, specialties: [], district: 'ANY' },
    ...parts,
  };
}

/** An eligible entry of stratum A in district 1, unless told otherwise. */
export function entry(of: string, subject: string, parts: Partial<RosterEntry> = {}): RosterEntry {
  return { leg: of, subject, stratum: 'A', district: '1', standing: 'ELIGIBLE', ...parts };
}

/** An inspector of district 1 who can take ten visits, unless told otherwise. */
export function inspector(department: string, id: string, parts: Partial<Inspector> = {}): Inspector {
  return { id, department, district: '1', specialties: [], recusals: [], capacity: 10, ...parts };
}

export const windows: fc.Arbitrary<Window> = fc.constantFrom<Window[]>(
  ['2026-01-01', '2026-03-31'],
  ['2026-03-01', '2026-04-30'],
  ['2026-03-31', '2026-12-31'],
  ['2026-04-10', '2026-05-31'],
  ['2026-05-20', '2026-09-30'],
  ['2026-09-01', '2026-12-31'],
);

export const quotaRules: fc.Arbitrary<QuotaRule> = fc.oneof(
  fc.record({ count: fc.nat(6), max: fc.nat(9) }, { requiredKeys: ['count'] }),
  fc.record(
    { percent: fc.constantFrom('0', '7', '33.3333', '50', '100', '250'), min: fc.nat(4), max: fc.nat(9) },
    { requiredKeys: ['percent'] },
  ),
);
