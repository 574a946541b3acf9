import type { Viewer } from '@onevisit/kit';
import type { ResultDisclosure, Visit } from '../generated/client.js';
import type { PlanRules } from '../rules/PlanRules.js';

/** Whether a viewer sees the inside of every visit. */
export function overseesAll({ role }: Viewer): boolean {
  return role === 'lead' || role === 'auditor' || role === 'service';
}

/** Whether a viewer takes part in a visit as an official, or oversees all: what is internal of it is for them. */
export function takesPart(viewer: Viewer, { departments }: Pick<Visit, 'departments'>): boolean {
  const isOfficial = viewer.role === 'officer' || viewer.role === 'leader' || viewer.role === 'inspector';
  return overseesAll(viewer) || (isOfficial && departments.includes(viewer.department));
}

/**
 * Whether a department's results of a visit that is disclosed are public: where its rules have results disclosed, once it has
 * done so; never where it has stated a reason for which they are not.
 */
export function areResultsPublic(
  rules: PlanRules,
  disclosures: readonly ResultDisclosure[],
  department: string,
): boolean {
  const own = disclosures.find((row) => row.department === department && row.kind === 'RESULTS');
  if (own !== undefined) return own.notPublic === null;
  return rules.of(department).rule('disclosure') === null;
}
