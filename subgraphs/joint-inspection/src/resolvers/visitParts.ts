import type { JointContext } from '../context.js';
import { takesPart } from '../disclosure/resultsShown.js';
import type {
  ResultDisclosure,
  Visit,
  VisitCheckIn,
  VisitEvent,
  VisitOutcome,
  VisitReport,
  VisitSignature,
  VisitStart,
} from '../generated/client.js';

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
  reference: ({ reference }: VisitEvent) => reference || null,
};

/** Resolvers of VisitReport. */
export const visitReportResolvers = {
  department: departmentOf,
  covers: ({ covers }: VisitReport) => covers.map((id) => ({ id })),
};

/** Resolvers of ResultDisclosure. */
export const resultDisclosureResolvers = {
  department: departmentOf,
  decision: ({ decision }: ResultDisclosure) => decision || null,
};

/** Resolvers of ResultComment. */
export const resultCommentResolvers = { department: departmentOf };
