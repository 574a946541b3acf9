import { calendarDate } from '@onevisit/kit';
import type { YearNotice } from '@onevisit/rules';
import { commentId } from '../comments/commentIds.js';
import type { JointContext } from '../context.js';
import type { ShownDeadline } from '../deadlines/deadlineList.js';
import { stateOn } from '../deadlines/deadlineStates.js';
import type { Visit, YearNotice as YearNoticeRow } from '../generated/client.js';
import type { Joint } from '../joint.js';

/** Resolvers of Deadline. */
export const deadlineResolvers = {
  visit: ({ visitId }: ShownDeadline, _: unknown, { loaders }: JointContext) => loaders.visit.load(visitId),
  department: ({ department }: ShownDeadline) => ({ id: department }),
  decision: ({ kind, reference }: ShownDeadline) => (kind === 'PENALTY_DISCLOSURE' ? reference : null),
  objectionId: ({ kind, reference }: ShownDeadline) => (kind === 'ANSWER' ? commentId(Number(reference)) : null),
  state: (deadline: ShownDeadline, { on }: { readonly on?: string | null }) =>
    stateOn(deadline, on ?? deadline.shownOn),
  citations: ({ cite }: ShownDeadline) => cite,
};

/** Resolver of Visit.deadlines: officials' own department's. */
export function visitDeadlines({ clock }: Joint) {
  return async ({ id }: Visit, _: unknown, { viewer, loaders }: JointContext): Promise<readonly ShownDeadline[]> => {
    const shownOn = calendarDate(clock());
    const deadlines = (await loaders.deadlinesOfVisit.load(id)).map((row) => ({ ...row, shownOn }));
    const isOfficial = viewer.role === 'officer' || viewer.role === 'leader' || viewer.role === 'inspector';
    return isOfficial ? deadlines.filter((row) => row.department === viewer.department) : deadlines;
  };
}

/** A yearly notice as the graph shows it. */
export function shownNotice({ year, content, importedAt }: YearNoticeRow): object {
  const { document, holidays, worked } = content as unknown as YearNotice;
  return {
    year,
    number: document.number,
    title: document.title,
    issuedOn: document.date,
    holidays,
    worked,
    importedAt,
  };
}
