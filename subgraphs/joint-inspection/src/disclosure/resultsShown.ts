import type { Viewer } from '@onevisit/kit';
import type { ResultDisclosure, Visit } from '../generated/client.js';
import type { PlanRules } from '../rules/PlanRules.js';

/** Whether a viewer takes part in a visit as an official, or oversees all: what is internal of it is for them. */
export function takesPart(viewer: Viewer, { departments }: Pick<Visit, 'departments'>): boolean {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return true;
    case 'officer':
    case 'inspector':
      return departments.includes(viewer.department);
    case 'subject':
    case 'public':
      return false;
  }
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
