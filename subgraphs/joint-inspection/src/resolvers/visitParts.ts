import { calendarDate } from '@onevisit/kit';
import type { AnsweredComment } from '../comments/AnsweredComment.js';
import { commentId } from '../comments/commentIds.js';
import type { JointContext } from '../context.js';
import { correctionId } from '../corrections/correctionIds.js';
import { type ReplacedResult, replacedContent } from '../corrections/ReplacedResult.js';
import type { ShownDeadline } from '../deadlines/deadlineList.js';
import { takesPart } from '../disclosure/resultsShown.js';
import type {
  ResultCorrection,
  ResultDisclosure,
  Visit,
  VisitCheckIn,
  VisitEvent,
  VisitOutcome,
  VisitReport,
  VisitSignature,
  VisitStart,
} from '../generated/client.js';
import type { Joint } from '../joint.js';
import { publications, publicDeadlines } from '../search/publicDeadlines.js';
import type { ItemResultInput } from '../visits/results.js';
import { deadlineResolvers } from './deadlines.js';

/** Resolvers of what has happened to a visit, as fields of Visit: for those who take part in it. */
export const visitPartResolvers = {
  scheduledAt: (visit: Visit, _: unknown, { viewer }: JointContext) =>
    takesPart(viewer, visit) ? visit.scheduledAt : null,
  checkIns: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.checkInsOfVisit.load(visit.id) : [],
  outcomes: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.outcomesOfVisit.load(visit.id) : [],
  signatures: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.signaturesOfVisit.load(visit.id) : [],
  subjectSignatures: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.subjectSignaturesOfVisit.load(visit.id) : [],
  starts: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.startsOfVisit.load(visit.id) : [],
  events: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.eventsOfVisit.load(visit.id) : [],
  reports: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.reportsOfVisit.load(visit.id) : [],
  disclosures: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.disclosuresOfVisit.load(visit.id) : [],
  comments: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) => {
    const own = viewer.role === 'subject' && viewer.subject === visit.subjectId;
    return own || takesPart(viewer, visit) ? loaders.commentsOfVisit.load(visit.id) : [];
  },
};

/** Resolvers of what became of a visit's results. */
export const visitDisclosureResolvers = ({ clock }: Joint) => ({
  reviews: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.reviewsOfVisit.load(visit.id) : [],
  corrections: (visit: Visit, _: unknown, { viewer, loaders }: JointContext) =>
    takesPart(viewer, visit) ? loaders.correctionsOfVisit.load(visit.id) : [],
  publications: async ({ id }: Visit, _: unknown, { loaders }: JointContext) =>
    publications(await loaders.disclosuresOfVisit.load(id)),
  publicDeadlines: async ({ id }: Visit, _: unknown, { loaders }: JointContext): Promise<readonly ShownDeadline[]> => {
    const [deadlines, disclosures] = await Promise.all([
      loaders.deadlinesOfVisit.load(id),
      loaders.disclosuresOfVisit.load(id),
    ]);
    const shownOn = calendarDate(clock());
    return publicDeadlines(deadlines, disclosures).map((row) => ({ ...row, shownOn }));
  },
});

const departmentOf = ({ department }: { readonly department: string }) => ({ id: department });

const inspectorOf = ({ inspectorId }: { readonly inspectorId: string }) => ({ id: inspectorId });

/** Resolvers of VisitCheckIn. */
export const visitCheckInResolvers = {
  department: departmentOf,
  inspector: inspectorOf,
  certificateNumber: ({ certificate }: VisitCheckIn) => certificate,
  at: ({ checkedInAt }: VisitCheckIn) => checkedInAt,
};

/** Resolvers of VisitOutcome. */
export const visitOutcomeResolvers = {
  department: departmentOf,
  at: ({ recordedAt }: VisitOutcome) => recordedAt,
};

/** Resolvers of VisitSignature. */
export const visitSignatureResolvers = {
  department: departmentOf,
  inspector: inspectorOf,
  at: ({ signedAt }: VisitSignature) => signedAt,
};

/** Resolvers of SubjectSignature. */
export const subjectSignatureResolvers = { department: departmentOf };

/** Resolvers of VisitStart. */
export const visitStartResolvers = {
  department: departmentOf,
  officers: ({ officers, certificates }: VisitStart) =>
    officers.map((id, index) => ({ inspector: { id }, certificateNumber: certificates[index] ?? null })),
};

/** Resolvers of VisitEvent. */
export const visitEventResolvers = {
  department: departmentOf,
  reference: ({ kind, reference }: VisitEvent) =>
    kind === 'OBJECTION_RAISED' ? commentId(Number(reference)) : reference || null,
};

/** Resolvers of VisitReport. */
export const visitReportResolvers = {
  department: departmentOf,
  covers: ({ covers }: VisitReport) => covers.map((id) => ({ id })),
};

const disclosedResolvers = {
  department: departmentOf,
  decision: ({ decision }: ResultDisclosure) => decision || null,
};

/** Resolvers of ResultDisclosure. */
export const resultDisclosureResolvers = {
  ...disclosedResolvers,
  versions: async (
    { visitId, department, kind, decision }: ResultDisclosure,
    _: unknown,
    { loaders }: JointContext,
  ): Promise<unknown> =>
    (await loaders.disclosureVersionsOfVisit.load(visitId)).filter(
      (row) => row.department === department && row.kind === kind && row.decision === decision,
    ),
};

/** Resolvers of ResultComment. */
export const resultCommentResolvers = {
  id: ({ seq }: AnsweredComment) => commentId(seq),
  department: departmentOf,
  items: ({ plannedItemIds }: AnsweredComment, _: unknown, { loaders }: JointContext) =>
    loaders.plannedItem.loadMany(plannedItemIds),
};

/** Resolvers of ResultReview. */
export const resultReviewResolvers = { department: departmentOf };

/** Resolvers of Publication. */
export const publicationResolvers = {
  ...disclosedResolvers,
  penalty: async (
    { visitId, department, kind, decision }: ResultDisclosure,
    _: unknown,
    { loaders }: JointContext,
  ): Promise<unknown> => {
    if (kind !== 'PENALTY') return null;
    const events = await loaders.eventsOfVisit.load(visitId);
    const isDecision = (row: VisitEvent): boolean => row.department === department && row.reference === decision;
    return events.find((row) => row.kind === 'PENALTY_DECIDED' && isDecision(row))?.penalty ?? null;
  },
};

/** Resolvers of PublicDeadline. */
export const publicDeadlineResolvers = {
  department: departmentOf,
  decision: deadlineResolvers.decision,
  state: deadlineResolvers.state,
};

/** Resolvers of ResultCorrection. */
export const resultCorrectionResolvers = {
  id: ({ seq }: ResultCorrection) => correctionId(seq),
  department: departmentOf,
  items: (correction: ResultCorrection) => correction.items as unknown as readonly ItemResultInput[],
};

/** Resolvers of CorrectedItem. */
export const correctedItemResolvers = {
  planned: ({ plannedItemId }: ItemResultInput, _: unknown, { loaders }: JointContext) =>
    loaders.plannedItem.load(plannedItemId),
  findings: ({ findings }: ItemResultInput) => findings ?? null,
};

/** Resolvers of ResultVersion. */
export const resultVersionResolvers = {
  results: (version: ReplacedResult) => replacedContent(version).results,
  findings: (version: ReplacedResult) => replacedContent(version).findings,
  reason: ({ correction }: ReplacedResult) => correction.reason,
};
