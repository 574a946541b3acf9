import type { Resolvers } from '@onevisit/kit';
import { scalarResolvers } from '@onevisit/schema';
import type { Joint } from '../joint.js';
import { amendmentResolvers, seatChangeResolvers } from './amendments.js';
import { deadlineResolvers } from './deadlines.js';
import {
  departmentExecutionResolvers,
  executionReportResolvers,
  planExecutionResolvers,
  planReminderResolvers,
  taskExecutionResolvers,
  taskRollOverResolvers,
} from './departmentPlans.js';
import {
  disclosureQueries,
  disclosureRecordResolvers,
  publicSearchResolvers,
  publicSubjectResolvers,
} from './disclosures.js';
import { drawNonceResolvers, drawResolvers } from './draws.js';
import { legConflictResolvers, quotaBoundResolvers } from './feasibility.js';
import {
  capExceptionResolvers,
  outsideResultResolvers,
  outsideVisitResolvers,
  recognitionResolvers,
  visitAlertResolvers,
} from './filed.js';
import { followUpQueries, followUpResolvers, followUpStepResolvers } from './followUps.js';
import {
  indicatorDefinitionResolvers,
  indicatorQueries,
  indicatorsResolvers,
  itemFindingsResolvers,
  listCountReportResolvers,
} from './indicators.js';
import { jointListQueries, jointListRowResolvers, listedInitiatorResolvers } from './jointList.js';
import {
  jointProposalResolvers,
  matchmakingQueries,
  matchmakingResolvers,
  proposedTaskResolvers,
} from './matchmaking.js';
import { mutationResolvers } from './mutations.js';
import { planRequestQueries, planRequestResolvers } from './planRequests.js';
import {
  jointPlanResolvers,
  legResolvers,
  planBatchResolvers,
  planCalendarStepResolvers,
  planInvitationResolvers,
  planMoveResolvers,
  plannedItemResolvers,
  planStepResolvers,
  planVersionResolvers,
} from './plans.js';
import { publishedReportQueries, publishedReportResolvers } from './publishedReports.js';
import { queryResolvers } from './queries.js';
import { resultCodeQueries, resultCodeSystemResolvers } from './resultCodes.js';
import { rulePackResolvers, ruleQueries } from './rules.js';
import { departmentTargetsResolvers, stubResolvers } from './stubs.js';
import {
  correctedItemResolvers,
  publicationResolvers,
  publicDeadlineResolvers,
  resultCommentResolvers,
  resultCorrectionResolvers,
  resultDisclosureResolvers,
  resultReviewResolvers,
  resultVersionResolvers,
  subjectSignatureResolvers,
  visitCheckInResolvers,
  visitEventResolvers,
  visitOutcomeResolvers,
  visitReportResolvers,
  visitSignatureResolvers,
  visitStartResolvers,
} from './visitParts.js';
import { crewSeatResolvers, itemResultResolvers, marketSubjectResolvers, visitResolvers } from './visits.js';

/** All resolvers of the joint subgraph. */
export function createResolvers(joint: Joint): Resolvers {
  const counted = { totalCount: ({ totalCount }: { totalCount: () => Promise<number> }) => totalCount() };
  return {
    ...scalarResolvers,
    Query: {
      ...queryResolvers(joint),
      ...ruleQueries(joint),
      ...resultCodeQueries(joint),
      ...planRequestQueries(joint),
      ...followUpQueries(joint),
      ...matchmakingQueries(joint),
      ...indicatorQueries(joint),
      ...publishedReportQueries(joint),
      ...jointListQueries,
      ...disclosureQueries(joint),
    },
    Mutation: mutationResolvers(joint),
    JointPlan: jointPlanResolvers(joint),
    RulePack: rulePackResolvers,
    ResultCodeSystem: resultCodeSystemResolvers,
    PlanStep: planStepResolvers,
    PlanBatch: planBatchResolvers,
    PlanCalendarStep: planCalendarStepResolvers,
    PlanMove: planMoveResolvers,
    PlanInvitation: planInvitationResolvers,
    JointPlanRequest: planRequestResolvers(joint),
    JointPlanVersion: planVersionResolvers,
    Leg: legResolvers,
    PlannedItem: plannedItemResolvers,
    Draw: drawResolvers(joint),
    DrawNonce: drawNonceResolvers,
    LegConflict: legConflictResolvers,
    QuotaBound: quotaBoundResolvers,
    Amendment: amendmentResolvers,
    SeatChange: seatChangeResolvers,
    Visit: visitResolvers(joint),
    VisitCheckIn: visitCheckInResolvers,
    VisitStart: visitStartResolvers,
    VisitOutcome: visitOutcomeResolvers,
    VisitSignature: visitSignatureResolvers,
    SubjectSignature: subjectSignatureResolvers,
    VisitEvent: visitEventResolvers,
    VisitReport: visitReportResolvers,
    ResultDisclosure: resultDisclosureResolvers,
    ResultComment: resultCommentResolvers,
    ResultReview: resultReviewResolvers,
    ResultCorrection: resultCorrectionResolvers,
    CorrectedItem: correctedItemResolvers,
    ResultVersion: resultVersionResolvers,
    Publication: publicationResolvers,
    PublicDeadline: publicDeadlineResolvers,
    PublicSearch: publicSearchResolvers(joint),
    PublicSubject: publicSubjectResolvers,
    DisclosureRecord: disclosureRecordResolvers(joint),
    DisclosureRecordConnection: counted,
    Deadline: deadlineResolvers,
    ItemResult: itemResultResolvers,
    FollowUp: followUpResolvers,
    FollowUpStep: followUpStepResolvers,
    CrewSeat: crewSeatResolvers,
    MarketSubject: marketSubjectResolvers,
    DepartmentTargets: departmentTargetsResolvers,
    Indicators: indicatorsResolvers(joint),
    IndicatorDefinition: indicatorDefinitionResolvers,
    ItemFindings: itemFindingsResolvers,
    ListCountReport: listCountReportResolvers,
    CapException: capExceptionResolvers,
    OutsideVisit: outsideVisitResolvers,
    OutsideResult: outsideResultResolvers,
    Recognition: recognitionResolvers,
    VisitAlert: visitAlertResolvers,
    PlanReminder: planReminderResolvers,
    ExecutionReport: executionReportResolvers(joint),
    DepartmentExecution: departmentExecutionResolvers,
    PlanExecution: planExecutionResolvers,
    TaskExecution: taskExecutionResolvers,
    TaskRollOver: taskRollOverResolvers,
    PublishedReport: publishedReportResolvers(joint),
    PublishedReportConnection: counted,
    Matchmaking: matchmakingResolvers,
    JointProposal: jointProposalResolvers,
    ProposedTask: proposedTaskResolvers,
    JointListRow: jointListRowResolvers,
    ListedInitiator: listedInitiatorResolvers(joint),
    ...stubResolvers(joint),
    JointPlanConnection: counted,
    JointPlanRequestConnection: counted,
    JointProposalConnection: counted,
    AmendmentConnection: counted,
    VisitConnection: counted,
    DeadlineConnection: counted,
    ItemFindingsConnection: counted,
    PlanStepConnection: counted,
    FollowUpConnection: counted,
    LedgerConnection: counted,
    CapExceptionConnection: counted,
    OutsideVisitConnection: counted,
    RecognitionConnection: counted,
    PlanReminderConnection: counted,
  } as Resolvers;
}
