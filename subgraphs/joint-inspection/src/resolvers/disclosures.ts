import { actorOf, forbidden, type MutationRequest, type PageArguments, runMutation } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import {
  type AcknowledgedRow,
  type AcknowledgementInput,
  acknowledgeDisclosures,
} from '../feed/acknowledgeDisclosures.js';
import { recordId } from '../feed/recordIds.js';
import { type RecordFilter, recordPage, type ShownRecord } from '../feed/recordPage.js';
import type { Joint } from '../joint.js';
import { readSearch, type Search } from '../search/readSearch.js';
import { plansFound } from '../search/searchPlans.js';
import { type PublishedSubject, searchSubjects } from '../search/searchSubjects.js';
import type { Keyed } from './filingMutations.js';
import { planConnection } from './lists.js';

/** Resolvers of the public search, and of the feed for publicity systems. */
export function disclosureQueries({ database }: Joint) {
  return {
    publicSearch: (_: unknown, { text }: { readonly text: string }) => readSearch(text),
    disclosureRecords: (
      _: unknown,
      args: PageArguments & { readonly filter?: RecordFilter | null },
      { viewer }: JointContext,
    ) => recordPage(database, viewer, args),
  };
}

type RequestOf = (name: string, args: Keyed<object>, context: JointContext) => MutationRequest;
type Acknowledging = Keyed<{ readonly rows: readonly AcknowledgementInput[] }>;

/** Resolver of the mutation by which what became of records is kept. */
export function disclosureMutations({ database }: Joint, requestOf: RequestOf) {
  return {
    acknowledgeDisclosures: async (_: unknown, args: Acknowledging, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'officer' && viewer.role !== 'lead') {
        throw forbidden(viewer, 'Mutation.acknowledgeDisclosures', ['officer', 'lead']);
      }
      const department = viewer.role === 'officer' ? viewer.department : null;
      const request = requestOf('acknowledgeDisclosures', args, context);
      return await runMutation<Prisma.TransactionClient, readonly AcknowledgedRow[]>(database, request, (tx) =>
        acknowledgeDisclosures(tx, department, actorOf(viewer), args.input.rows, request.now),
      );
    },
  };
}

/** Resolvers of PublicSearch. */
export const publicSearchResolvers = ({ database, clock }: Joint) => ({
  subjects: (search: Search, args: PageArguments) => searchSubjects(database, search, args, clock()),
  plans: (search: Search, args: PageArguments) => planConnection(database, plansFound(search, clock()), args),
});

/** Resolvers of PublicSubject. */
export const publicSubjectResolvers = {
  name: ({ name }: PublishedSubject) => name || null,
  subject: ({ uscc }: PublishedSubject) => (uscc === null ? null : { uscc }),
  visits: ({ subjectId }: PublishedSubject, args: PageArguments, { loaders }: JointContext) =>
    loaders.publicVisitsOfSubject.load({ ...args, parent: subjectId }),
};

/** Resolvers of DisclosureRecord. */
export const disclosureRecordResolvers = ({ departments }: Joint) => ({
  id: ({ seq }: ShownRecord) => recordId(seq),
  replaces: ({ replaces }: ShownRecord) => (replaces === null ? null : recordId(replaces)),
  department: ({ department }: ShownRecord) => ({ id: department }),
  departmentCode: ({ department }: ShownRecord) => department,
  departmentName: ({ department }: ShownRecord) =>
    departments.register.find(({ code }) => code === department)?.name.zh ?? department,
});
