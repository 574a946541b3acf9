import type { SuspendableDeadline } from '../deadlines/deadlineStates.js';
import type { ResultDisclosure } from '../generated/client.js';

/** Deadlines of departments of which everybody may know; what a subject says is its own affair. */
const PUBLIC_KINDS: readonly string[] = ['REPORT', 'DISCLOSURE', 'PENALTY_DISCLOSURE'];

/** The deadlines of a visit that everybody may see: of a penalty once it is published. */
export function publicDeadlines(
  deadlines: readonly SuspendableDeadline[],
  disclosures: readonly ResultDisclosure[],
): SuspendableDeadline[] {
  const isPublished = ({ department, reference }: SuspendableDeadline): boolean =>
    publications(disclosures).some((row) => row.department === department && row.decision === reference);
  return deadlines.filter(
    (row) => PUBLIC_KINDS.includes(row.kind) && (row.kind !== 'PENALTY_DISCLOSURE' || isPublished(row)),
  );
}

/** What was published: all that was disclosed, but for what a reason keeps back. */
export function publications(disclosures: readonly ResultDisclosure[]): ResultDisclosure[] {
  return disclosures.filter(({ notPublic }) => notPublic === null);
}
