import { actorOf, calendarDate, forbidden, type MutationRequest, type PageArguments, runMutation } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import { actOnFollowUps, type FollowUpActInput } from '../followUps/actOnFollowUps.js';
import { followUpId, followUpNumber } from '../followUps/followUpIds.js';
import { type FollowUpFilter, followUpPage, type ShownFollowUp } from '../followUps/followUpList.js';
import { type OpenFollowUpsInput, openFollowUps } from '../followUps/openFollowUps.js';
import type { FollowUpStep, Visit } from '../generated/client.js';
import type { Joint } from '../joint.js';
import type { VisitActor } from '../visits/VisitAct.js';
import type { Keyed } from './mutations.js';

/** Resolver of the list of follow-ups. */
export function followUpQueries({ database, clock }: Joint) {
  return {
    followUps: (
      _: unknown,
      args: PageArguments & { readonly filter?: FollowUpFilter | null },
      { viewer }: JointContext,
    ) => followUpPage(database, viewer, calendarDate(clock()), args),
  };
}

type RequestOf = (name: string, args: Keyed<object>, context: JointContext) => MutationRequest;

/** Mutations on follow-ups, each in one transaction; they answer with the follow-ups as they stand then. */
export function followUpMutations({ database, departments, clock }: Joint, requestOf: RequestOf) {
  const codes = new Set(departments.register.map(({ code }) => code));
  const shown = async (ids: readonly string[]): Promise<readonly ShownFollowUp[]> => {
    const seqs = ids.map((id) => followUpNumber(id) ?? 0);
    const rows = await database.followUp.findMany({ where: { seq: { in: seqs } }, include: { visit: true } });
    const shownOn = calendarDate(clock());
    return seqs.flatMap((seq) => rows.filter((row) => row.seq === seq).map((row) => ({ ...row, shownOn })));
  };
  return {
    actOnFollowUps: async (_: unknown, args: Keyed<FollowUpActInput>, context: JointContext) => {
      const viewer = actingIn(context, 'actOnFollowUps');
      const request = requestOf('actOnFollowUps', args, context);
      const ids = await runMutation<Prisma.TransactionClient, readonly string[]>(database, request, (tx) =>
        actOnFollowUps(tx, viewer, actorOf(viewer), args.input, codes, request.now),
      );
      return await shown(ids);
    },
    openFollowUps: async (_: unknown, args: Keyed<OpenFollowUpsInput>, context: JointContext) => {
      const viewer = actingIn(context, 'openFollowUps');
      const request = requestOf('openFollowUps', args, context);
      const ids = await runMutation<Prisma.TransactionClient, readonly string[]>(database, request, (tx) =>
        openFollowUps(tx, viewer, actorOf(viewer), args.input, request.now),
      );
      return await shown(ids);
    },
  };
}

function actingIn({ viewer }: JointContext, name: string): VisitActor {
  if (viewer.role === 'inspector' || viewer.role === 'officer') return viewer;
  throw forbidden(viewer, `Mutation.${name}`, ['inspector', 'officer']);
}

/** Resolver of Visit.followUps: those in which the viewer's department has a part. */
export function visitFollowUps({ clock }: Joint) {
  return async (visit: Visit, _: unknown, { loaders }: JointContext): Promise<readonly ShownFollowUp[]> => {
    const shownOn = calendarDate(clock());
    return (await loaders.followUpsOfVisit.load(visit.id)).map((row) => ({ ...row, visit, shownOn }));
  };
}

/** Resolvers of FollowUp. Whoever sees one sees what was found, even if the visit is not theirs. */
export const followUpResolvers = {
  id: ({ seq }: ShownFollowUp) => followUpId(seq),
  visit: ({ visitId }: ShownFollowUp, _: unknown, { loaders }: JointContext) => loaders.visit.load(visitId),
  subjectId: ({ visit }: ShownFollowUp) => visit.subjectId,
  subjectName: ({ visit }: ShownFollowUp) => visit.subjectName,
  subject: ({ visit: { uscc } }: ShownFollowUp) => (uscc === null ? null : { uscc }),
  planned: ({ plannedItemId }: ShownFollowUp, _: unknown, { loaders }: JointContext) =>
    loaders.plannedItem.load(plannedItemId),
  results: async (followUp: ShownFollowUp, _: unknown, context: JointContext) =>
    (await resultOf(followUp, context))?.results ?? [],
  findings: async (followUp: ShownFollowUp, _: unknown, context: JointContext) =>
    (await resultOf(followUp, context))?.findings ?? null,
  department: ({ department }: ShownFollowUp) => ({ id: department }),
  holder: ({ holder }: ShownFollowUp) => ({ id: holder }),
  waitsFor: ({ waitsFor }: ShownFollowUp) => (waitsFor === null ? null : { id: waitsFor }),
  overdue: ({ due, shownOn }: ShownFollowUp, { on }: { readonly on?: string | null }) =>
    due !== null && due < (on ?? shownOn),
  steps: ({ seq }: ShownFollowUp, _: unknown, { loaders }: JointContext) => loaders.stepsOfFollowUp.load(String(seq)),
};

async function resultOf({ visitId, plannedItemId }: ShownFollowUp, { loaders }: JointContext) {
  const results = await loaders.resultsOfVisit.load(visitId);
  return results.find((row) => row.plannedItemId === plannedItemId);
}

/** Resolvers of FollowUpStep. */
export const followUpStepResolvers = {
  act: ({ number, act }: FollowUpStep) => (number === 0 ? null : act),
  department: ({ department }: FollowUpStep) => ({ id: department }),
  to: ({ to }: FollowUpStep) => (to === null ? null : { id: to }),
};
