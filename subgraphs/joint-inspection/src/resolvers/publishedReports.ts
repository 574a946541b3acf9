import { actorOf, connection, type PageArguments, readNumberedPage } from '@onevisit/kit';
import { EVERYBODY, publishReport, WHOLE, writeReport } from '../annualReport/publishReport.js';
import type { JointContext } from '../context.js';
import type { ReportEdition } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { numberedIds } from '../numberedIds.js';
import { type ReportArguments, scopesOf } from './departmentPlans.js';
import type { Keyed, RunPrepared } from './mutations.js';

/** Global ids of editions. */
const { idOf: editionId } = numberedIds('report');

/** An edition without its text, which is read where it is asked for. */
type ListedEdition = Omit<ReportEdition, 'html' | 'csv'>;

/** Resolver of the query for published editions, newest first. */
export function publishedReportQueries({ database }: Joint) {
  return {
    publishedReports: async (
      _: unknown,
      { year, department, ...args }: PageArguments & Partial<Pick<ReportArguments, 'year' | 'department'>>,
    ) => {
      const page = readNumberedPage(args);
      const of = department == null ? {} : { department };
      const where = { ...of, ...(year == null ? {} : { year }) };
      const rows = await database.reportEdition.findMany({
        where: page.after === null ? where : { AND: [where, { seq: { lt: page.after } }] },
        orderBy: { seq: 'desc' },
        take: page.first + 1,
        omit: { html: true, csv: true },
      });
      return connection(
        rows,
        page,
        ({ seq }) => String(seq),
        () => database.reportEdition.count({ where }),
      );
    },
  };
}

/** Resolver of the mutation that publishes a report: officers and leaders their department's, the lead all departments' or one's. */
export function publishedReportMutations(joint: Joint, runPrepared: RunPrepared) {
  const { database, departments } = joint;
  return {
    publishReport: async (_: unknown, args: Keyed<ReportArguments>, context: JointContext) => {
      const { viewer, loaders } = context;
      const { year, month = null, department: named } = args.input;
      const scopes = scopesOf(viewer, departments.codes, named);
      const [only = null] = scopes;
      const isOwn = named != null || viewer.role !== 'lead';
      const report = { year, month, department: isOwn ? only : null };
      const write = () => writeReport(joint, report, loaders);
      const seq = await runPrepared('publishReport', args, context, write, (tx, text, now) =>
        publishReport(tx, actorOf(viewer), report, text, now),
      );
      return await database.reportEdition.findUniqueOrThrow({
        where: { seq: Number(seq) },
        omit: { html: true, csv: true },
      });
    },
  };
}

/** Resolvers of PublishedReport. */
export const publishedReportResolvers = ({ database }: Joint) => ({
  id: ({ seq }: ListedEdition) => editionId(seq),
  month: ({ month }: ListedEdition) => (month === WHOLE ? null : month),
  department: ({ department }: ListedEdition) => (department === EVERYBODY ? null : { id: department }),
  html: async ({ seq }: ListedEdition) =>
    (await database.reportEdition.findUniqueOrThrow({ where: { seq }, select: { html: true } })).html,
  csv: async ({ seq }: ListedEdition) =>
    (await database.reportEdition.findUniqueOrThrow({ where: { seq }, select: { csv: true } })).csv,
});
