import type { CrewedVisit, Terms } from '@onevisit/draw';
import type { Departments } from '../departments/Departments.js';

/** Names asked for at once. */
const BATCH = 5_000;

/**
 * Names of the subjects that were drawn, as a department whose leg drew them keeps them: the visit shows the name of
 * the day of the draw, whatever it is called later.
 */
export async function namesOfSubjects(
  departments: Departments,
  terms: Terms,
  visits: readonly CrewedVisit[],
): Promise<ReadonlyMap<string, string>> {
  const subjectsOfLeg = new Map<string, string[]>();
  for (const visit of visits) {
    const [leg = ''] = visit.legs;
    const subjects = subjectsOfLeg.get(leg);
    if (subjects === undefined) subjectsOfLeg.set(leg, [visit.subject]);
    else subjects.push(visit.subject);
  }
  const names = new Map<string, string>();
  await Promise.all(
    [...subjectsOfLeg].map(async ([legId, subjects]) => {
      const leg = terms.legs.find((candidate) => candidate.id === legId);
      if (leg === undefined) return;
      const client = departments.client(leg.department);
      for (let start = 0; start < subjects.length; start += BATCH) {
        const page = await client.subjectNames(legId, subjects.slice(start, start + BATCH));
        for (const line of page.lines.split('\n')) {
          const [subject = '', name = ''] = line.split('\t');
          names.set(subject, name);
        }
      }
    }),
  );
  return names;
}
