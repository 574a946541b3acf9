import type { Resolvers } from '@onevisit/kit';
import { scalarResolvers } from '@onevisit/schema';
import type { Joint } from '../joint.js';
import { amendmentResolvers, seatChangeResolvers } from './amendments.js';
import { drawNonceResolvers, drawResolvers } from './draws.js';
import { capExceptionResolvers, outsideVisitResolvers, recognitionResolvers, visitAlertResolvers } from './filed.js';
import { mutationResolvers } from './mutations.js';
import { jointPlanResolvers, legResolvers, plannedItemResolvers } from './plans.js';
import { queryResolvers } from './queries.js';
import { stubResolvers } from './stubs.js';
import { crewSeatResolvers, itemResultResolvers, marketSubjectResolvers, visitResolvers } from './visits.js';

/** All resolvers of the joint subgraph. */
export function createResolvers(joint: Joint): Resolvers {
  const counted = { totalCount: ({ totalCount }: { totalCount: () => Promise<number> }) => totalCount() };
  return {
    ...scalarResolvers,
    Query: queryResolvers(joint),
    Mutation: mutationResolvers(joint),
    JointPlan: jointPlanResolvers,
    Leg: legResolvers,
    PlannedItem: plannedItemResolvers,
    Draw: drawResolvers(joint),
    DrawNonce: drawNonceResolvers,
    Amendment: amendmentResolvers,
    SeatChange: seatChangeResolvers,
    Visit: visitResolvers,
    ItemResult: itemResultResolvers,
    CrewSeat: crewSeatResolvers,
    MarketSubject: marketSubjectResolvers(joint),
    CapException: capExceptionResolvers,
    OutsideVisit: outsideVisitResolvers,
    Recognition: recognitionResolvers,
    VisitAlert: visitAlertResolvers,
    ...stubResolvers(joint),
    JointPlanConnection: counted,
    AmendmentConnection: counted,
    VisitConnection: counted,
    LedgerConnection: counted,
    CapExceptionConnection: counted,
    OutsideVisitConnection: counted,
    RecognitionConnection: counted,
  } as Resolvers;
}
