import { calendarDate, forbidden, type PageArguments, type Viewer } from '@onevisit/kit';
import { drawnSeats } from '../amendments/drawnSeats.js';
import type { JointContext } from '../context.js';
import { areResultsPublic, overseesAll, takesPart } from '../disclosure/resultsShown.js';
import type { CrewSeat, PlannedItem, Result, Visit } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { noticeOfVisit } from '../notices/noticeOfVisit.js';
import type { NoticeKind } from '../notices/renderNotice.js';
import { subjectResult } from '../resultCodes/subjectResult.js';
import { isRolledOver, lastDayOfVisit } from '../visits/rollOver.js';
import { notCarriedOut } from '../visits/visitStanding.js';
import { visitDeadlines } from './deadlines.js';
import { visitFollowUps } from './followUps.js';
import { visitDisclosureResolvers, visitPartResolvers } from './visitParts.js';

/** A result with its visit: what was found is for those who take part in it. */
type ShownResult = Result & { readonly visit: Visit };

/** Resolvers of Visit. */
export const visitResolvers = (joint: Joint) => ({
  ...visitPartResolvers,
  ...visitDisclosureResolvers(joint),
  __resolveReference: async ({ id }: { readonly id: string }, { loaders }: JointContext) =>
    await loaders.visit.load(id),
  draw: (visit: Visit, _: unknown, { loaders }: JointContext) => loaders.draw.load(visit.drawId),
  subject: (visit: Visit) => (visit.uscc === null ? null : { uscc: visit.uscc }),
  window: windowOf,
  batchWindow: async (visit: Visit, _: unknown, { loaders }: JointContext) => {
    const draw = await loaders.draw.load(visit.drawId);
    const batches = draw === null ? [] : await loaders.batchesOfPlan.load(draw.planId);
    const batch = batches.find(({ number }) => number === visit.batch);
    return batch === undefined ? null : windowOf(batch);
  },
  legs: legsOf,
  items: itemsOf,
  subjectResult: async (visit: Visit, _: unknown, context: JointContext) =>
    subjectResult((await itemsOf(visit, _, context)).map(({ result }) => result?.results ?? null)),
  recognisedBy: (visit: Visit, _: unknown, { loaders }: JointContext) => loaders.recognitionsOfVisit.load(visit.id),
  crew: async (visit: Visit, _: unknown, { loaders }: JointContext) =>
    (await loaders.crewShown.load(visit.id)) ? teamsOf(await loaders.seatsOfVisit.load(visit.id)) : [],
  crewAsDrawn: async (visit: Visit, _: unknown, { loaders }: JointContext) => {
    if (!(await loaders.crewShown.load(visit.id))) return [];
    const seats = await loaders.seatsOfVisit.load(visit.id);
    const amended = seats.some((seat) => seat.inspectorId !== seat.drawnInspectorId);
    return teamsOf(amended ? drawnSeats(seats, await loaders.changesOfVisit.load(visit.id)) : seats);
  },
  followUps: visitFollowUps(joint),
  lastDay: lastDayOfVisit,
  rolledOver: (visit: Visit) => isRolledOver(visit, calendarDate(joint.clock())),
  deadlines: visitDeadlines(joint),
  notice: (visit: Visit, { kind }: { readonly kind: NoticeKind }, context: JointContext) =>
    noticeOfVisit(joint, visit, kind, context),
});

/** Resolvers of ItemResult. */
export const itemResultResolvers = {
  findings: (result: ShownResult, _: unknown, { viewer }: JointContext) => {
    checkInside(result, viewer, 'findings');
    return result.findings;
  },
  entered: (result: ShownResult, _: unknown, { viewer }: JointContext) => {
    checkInside(result, viewer, 'entered');
    return result.entered;
  },
  evidence: (result: ShownResult, _: unknown, { viewer }: JointContext) => {
    checkInside(result, viewer, 'evidence');
    return result.evidence;
  },
  notedAt: (result: ShownResult, _: unknown, { viewer }: JointContext) => {
    checkInside(result, viewer, 'notedAt');
    return result.notedAt;
  },
  recognised: ({ recognitionSeq }: ShownResult) => recognitionSeq !== null,
  citation: (result: ShownResult, _: unknown, { viewer, loaders }: JointContext) => {
    checkInside(result, viewer, 'citation');
    return result.recognitionSeq === null ? null : loaders.recognition.load(result.recognitionSeq);
  },
  recordedBy: ({ recordedBy, visit }: ShownResult, _: unknown, { viewer }: JointContext) =>
    takesPart(viewer, visit) ? recordedBy : null,
  version: async (result: ShownResult, _: unknown, context: JointContext) =>
    (await versionsOf(result, context)).length + 1,
  correctedAt: async (result: ShownResult, _: unknown, context: JointContext) =>
    (await versionsOf(result, context)).at(-1)?.replacedAt ?? null,
  versions: async (result: ShownResult, _: unknown, context: JointContext) => {
    const { viewer } = context;
    const own = viewer.role === 'subject' && viewer.subject === result.visit.subjectId;
    return own || takesPart(viewer, result.visit) ? await versionsOf(result, context) : [];
  },
};

/** What stood before a result, the first first. */
async function versionsOf({ visit, plannedItemId }: ShownResult, { loaders }: JointContext) {
  return (await loaders.versionsOfVisit.load(visit.id)).filter((row) => row.plannedItemId === plannedItemId);
}

/** What is behind a result is for the departments of its visit, lead and auditors. @throws OV_KIT_FORBIDDEN */
function checkInside({ visit }: ShownResult, viewer: Viewer, field: string): void {
  if ('department' in viewer && !takesPart(viewer, visit)) {
    throw forbidden(viewer, `ItemResult.${field}`, ['lead', 'auditor', ...visit.departments]);
  }
}

/** Resolvers of CrewSeat. */
export const crewSeatResolvers = {
  state: (seat: CrewSeat) => (seat.inspectorId === null ? 'EMPTY' : 'FILLED'),
  inspector: (seat: CrewSeat) => (seat.inspectorId === null ? null : { id: seat.inspectorId }),
};

/** Resolvers of MarketSubject. */
export const marketSubjectResolvers = {
  __resolveReference: async ({ uscc }: { readonly uscc: string }) => ({ uscc }),
  visits: ({ uscc }: { readonly uscc: string }, args: PageArguments, { loaders }: JointContext) =>
    loaders.visitsOfSubject.load({ ...args, parent: uscc }),
};

/** A window as GraphQL has it. */
export function windowOf(row: { readonly windowFirst: string; readonly windowLast: string }) {
  return { first: row.windowFirst, last: row.windowLast };
}

/** Seats, which come by department, as teams. */
function teamsOf(seats: readonly CrewSeat[]): readonly object[] {
  const departments = [...new Set(seats.map((seat) => seat.department))];
  return departments.map((department) => ({
    department: { id: department },
    seats: seats.filter((seat) => seat.department === department),
  }));
}

async function legsOf(visit: Visit, _: unknown, { loaders }: JointContext) {
  const draw = await loaders.draw.load(visit.drawId);
  const legs = draw === null ? [] : await loaders.legsOfPlan.load(draw.planId);
  return legs.filter((leg) => visit.legIds.includes(leg.id));
}

async function itemsOf(visit: Visit, _: unknown, context: JointContext) {
  const { loaders } = context;
  const draw = await loaders.draw.load(visit.drawId);
  const items = draw === null ? [] : await loaders.itemsOfPlan.load(draw.planId);
  const results = new Map((await loaders.resultsOfVisit.load(visit.id)).map((row) => [row.plannedItemId, row]));
  const shown = await shownItems(visit, context);
  return items
    .filter((item) => visit.legIds.includes(item.legId))
    .map((planned) => {
      const result = shown(planned) ? results.get(planned.id) : undefined;
      const notCarriedOut = () => (results.has(planned.id) ? null : outcomeOf(visit, planned, context));
      return {
        planned,
        legId: planned.legId,
        result: result === undefined ? null : { ...result, visit },
        notCarriedOut,
      };
    });
}

/** Why an item without a result is not carried out; null where it still may be, and for whoever takes no part. */
async function outcomeOf(visit: Visit, { planId, legId }: PlannedItem, { viewer, loaders }: JointContext) {
  if (!takesPart(viewer, visit)) return null;
  const [results, outcomes, legs] = await Promise.all([
    loaders.resultsOfVisit.load(visit.id),
    loaders.outcomesOfVisit.load(visit.id),
    loaders.legsOfPlan.load(planId),
  ]);
  const department = legs.find(({ id }) => id === legId)?.department ?? '';
  const { inspectedOn } = visit;
  if (!notCarriedOut({ inspectedOn, results, outcomes }).includes(department)) return null;
  return outcomes.find((row) => row.department === department && row.on === inspectedOn)?.kind ?? null;
}

/**
 * Tells of which items the viewer may see the results: who takes part of all, others of those that are public. All visits of
 * a list are looked up alike, so that they are looked up together.
 */
async function shownItems(visit: Visit, { viewer, loaders }: JointContext) {
  if (overseesAll(viewer)) return () => true;
  const draw = await loaders.draw.load(visit.drawId);
  if (draw === null) return () => false;
  const [legs, rules, disclosures] = await Promise.all([
    loaders.legsOfPlan.load(draw.planId),
    loaders.rulesOfPlan.load(draw.planId),
    loaders.disclosuresOfVisit.load(visit.id),
  ]);
  if (takesPart(viewer, visit)) return () => true;
  const shown = new Set(visit.departments.filter((code) => areResultsPublic(rules, disclosures, code)));
  const departmentOf = new Map(legs.map(({ id, department }) => [id, department]));
  return ({ legId }: PlannedItem) => shown.has(departmentOf.get(legId) ?? '');
}
