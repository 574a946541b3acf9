import { calendarDate, connection, type PageArguments, readNumberedPage, type Viewer } from '@onevisit/kit';
import { exceptionId } from '../budget/fileCapException.js';
import { outsideVisitId } from '../budget/recordOutsideVisit.js';
import { type VisitAlert, visitAlerts } from '../budget/visitAlerts.js';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import type { CapException, OutsideResult, OutsideVisit, Recognition } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { recognitionId } from '../recognition/recognitionIds.js';
import { rulesInForce } from '../rules/PlanRules.js';

/** Which filings: of a year, and of a department. */
export interface Filed extends PageArguments {
  readonly department?: string | null;
}

export interface FiledOfYear extends Filed {
  readonly year: number;
}

/** Resolvers of the lists of what departments file about visits, and of what their visits come to. */
export function filedQueries({ database, clock }: Joint) {
  return {
    capExceptions: async (_: unknown, { year, department, ...args }: FiledOfYear, { viewer }: JointContext) => {
      const where = { AND: [{ year }, ofDepartment(department), ofDepartment(ownOf(viewer))] };
      const page = readNumberedPage(args);
      const rows = await database.capException.findMany({ ...newest(where, page.after), take: page.first + 1 });
      return connection(rows, page, seqOf, () => database.capException.count({ where }));
    },
    outsideVisits: async (_: unknown, { year, department, ...args }: FiledOfYear, { viewer }: JointContext) => {
      const inYear = { inspectedOn: { gte: `${year}-01-01`, lte: `${year}-12-31` } };
      const where = { AND: [inYear, ofDepartment(department), ofDepartment(ownOf(viewer))] };
      const page = readNumberedPage(args);
      const rows = await database.outsideVisit.findMany({ ...newest(where, page.after), take: page.first + 1 });
      return connection(rows, page, seqOf, () => database.outsideVisit.count({ where }));
    },
    recognitions: async (_: unknown, { department, ...args }: Filed, { viewer }: JointContext) => {
      const where = { AND: [ofDepartment(department), citingOrCited(ownOf(viewer))] };
      const page = readNumberedPage(args);
      const rows = await database.recognition.findMany({ ...newest(where, page.after), take: page.first + 1 });
      return connection(rows, page, seqOf, () => database.recognition.count({ where }));
    },
    visitAlerts: async (_: unknown, { year, ...args }: FiledOfYear, { viewer }: JointContext) => {
      const department = ownOf(viewer);
      const today = calendarDate(clock());
      const rules = await rulesInForce(database, today, department === null ? [] : [department]);
      const rule = (department === null ? rules.city : rules.of(department)).rule('alerts');
      return await visitAlerts(database, rule, { year, department }, args);
    },
  };
}

/** Resolvers of CapException. */
export const capExceptionResolvers = {
  id: ({ seq }: CapException) => exceptionId(seq),
  department: departmentOf,
  evidence: evidenceOf,
};

/** Resolvers of OutsideVisit. */
export const outsideVisitResolvers = {
  id: ({ seq }: OutsideVisit) => outsideVisitId(seq),
  department: departmentOf,
  evidence: evidenceOf,
  items: ({ itemIds }: OutsideVisit) => itemIds.map((id) => ({ id })),
  results: ({ seq }: OutsideVisit, _: unknown, { loaders }: JointContext) =>
    loaders.resultsOfOutsideVisit.load(String(seq)),
};

/** Resolvers of OutsideResult. */
export const outsideResultResolvers = { item: ({ itemId }: OutsideResult) => ({ id: itemId }) };

/** Resolvers of Recognition. */
export const recognitionResolvers = {
  id: ({ seq }: Recognition) => recognitionId(seq),
  department: departmentOf,
  item: ({ itemId }: Recognition) => ({ id: itemId }),
  visit: ({ citedVisitId }: Recognition, _: unknown, { loaders }: JointContext) => loaders.visit.load(citedVisitId),
  planned: ({ citedPlannedItemId }: Recognition, _: unknown, { loaders }: JointContext) =>
    loaders.plannedItem.load(citedPlannedItemId),
  citedIn: async ({ seq }: Recognition, _: unknown, { loaders }: JointContext) => {
    const visits = await Promise.all((await loaders.citingVisits.load(seq)).map((id) => loaders.visit.load(id)));
    return visits.filter((visit) => visit !== null);
  },
  by: ({ recognisedBy }: Recognition) => recognisedBy,
  at: ({ recognisedAt }: Recognition) => recognisedAt,
};

/** Resolvers of VisitAlert. */
export const visitAlertResolvers = {
  inspector: ({ inspectorId }: VisitAlert) => (inspectorId === null ? null : { id: inspectorId }),
};

function departmentOf({ department }: { readonly department: string }): { readonly id: string } {
  return { id: department };
}

function evidenceOf({
  evidence,
  evidenceSha256,
}: {
  readonly evidence: string;
  readonly evidenceSha256: string | null;
}) {
  return { text: evidence, sha256: evidenceSha256 };
}

/** The department whose filings alone a viewer sees; null for all. */
function ownOf(viewer: Viewer): string | null {
  return viewer.role === 'officer' || viewer.role === 'inspector' ? viewer.department : null;
}

function ofDepartment(department: string | null | undefined): { readonly department?: string } {
  return department == null ? {} : { department };
}

function citingOrCited(department: string | null): Prisma.RecognitionWhereInput {
  if (department === null) return {};
  return { OR: [{ department }, { citedPlannedItem: { leg: { department } } }] };
}

function newest<Where extends object>(where: Where, after: number | null) {
  const rest = after === null ? {} : { seq: { lt: after } };
  const orderBy: { seq: 'desc' } = { seq: 'desc' };
  return { where: { AND: [where, rest] }, orderBy };
}

function seqOf({ seq }: { readonly seq: number }): string {
  return String(seq);
}
