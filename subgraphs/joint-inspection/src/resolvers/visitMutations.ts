import { actorOf, calendarDate, forbidden, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { answerComment } from '../comments/answerComment.js';
import { type CommentOnResultInput, commentOnResult } from '../comments/commentOnResult.js';
import type { JointContext } from '../context.js';
import { correctResult } from '../corrections/correctResult.js';
import { reviewCorrection } from '../corrections/reviewCorrection.js';
import type { Prisma } from '../database.js';
import type { ShownDeadline } from '../deadlines/deadlineList.js';
import { type ImportYearNoticeInput, importYearNotice } from '../deadlines/importYearNotice.js';
import {
  type ResumeDeadlineInput,
  resumeDeadline,
  type SuspendDeadlineInput,
  suspendDeadline,
} from '../deadlines/suspensions.js';
import { discloseResults } from '../disclosure/discloseResults.js';
import { reviseDisclosure } from '../disclosure/reviseDisclosure.js';
import { checkIn } from '../door/checkIn.js';
import { concludeVisit } from '../door/concludeVisit.js';
import { recordSubjectSignature } from '../door/recordSubjectSignature.js';
import { recordVisitOutcome } from '../door/recordVisitOutcome.js';
import { signVisit } from '../door/signVisit.js';
import type { Joint } from '../joint.js';
import { reviewResults } from '../review/reviewResults.js';
import type { SentRow } from '../uploads/UploadRow.js';
import { uploadResults } from '../uploads/uploadResults.js';
import { confirmResult } from '../visits/confirmResult.js';
import { fileReport } from '../visits/fileReport.js';
import { recordPenaltyDecision } from '../visits/recordPenaltyDecision.js';
import { recordResults } from '../visits/results.js';
import { scheduleVisit } from '../visits/scheduleVisit.js';
import { startVisit } from '../visits/startVisit.js';
import type { OfficeActor, VisitActor } from '../visits/VisitAct.js';
import { shownNotice } from './deadlines.js';
import type { Keyed, RunMutation } from './mutations.js';

/** What an official does at or after a visit. */
type Act<Input, Actor extends Viewer = VisitActor> = (
  tx: Prisma.TransactionClient,
  viewer: Actor,
  actor: string,
  input: Input,
  now: Date,
) => Promise<MutationOutcome<string>>;

/** Resolvers of mutations that act on visits, deadlines and the calendar, each in one transaction. */
export function visitMutationResolvers({ database, clock }: Joint, run: RunMutation) {
  const visitById = (id: string) => database.visit.findUniqueOrThrow({ where: { id } });
  const acting =
    <Input>(name: string, act: Act<Input>) =>
    async (_: unknown, args: Keyed<Input>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'inspector' && viewer.role !== 'officer') {
        throw forbidden(viewer, `Mutation.${name}`, ['inspector', 'officer']);
      }
      const work = (tx: Prisma.TransactionClient, now: Date) => act(tx, viewer, actorOf(viewer), args.input, now);
      return await visitById(await run(name, args, context, work));
    };
  const deciding =
    <Input>(name: string, act: Act<Input, OfficeActor>) =>
    async (_: unknown, args: Keyed<Input>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'leader' && viewer.role !== 'officer') {
        throw forbidden(viewer, `Mutation.${name}`, ['leader', 'officer']);
      }
      const work = (tx: Prisma.TransactionClient, now: Date) => act(tx, viewer, actorOf(viewer), args.input, now);
      return await visitById(await run(name, args, context, work));
    };
  const deadlineById = async (id: string): Promise<ShownDeadline> => {
    const row = await database.deadline.findUniqueOrThrow({ where: { id }, include: { suspensions: true } });
    return { ...row, shownOn: calendarDate(clock()) };
  };

  return {
    recordResults: acting('recordResults', recordResults),
    startVisit: acting('startVisit', startVisit),
    checkIn: acting('checkIn', checkIn),
    recordVisitOutcome: acting('recordVisitOutcome', recordVisitOutcome),
    signVisit: acting('signVisit', signVisit),
    recordSubjectSignature: acting('recordSubjectSignature', recordSubjectSignature),
    concludeVisit: acting('concludeVisit', concludeVisit),
    uploadResults: async (
      _: unknown,
      { input }: { readonly input: { readonly rows: readonly SentRow[] } },
      { viewer }: JointContext,
    ) => {
      if (viewer.role !== 'inspector' && viewer.role !== 'officer') {
        throw forbidden(viewer, 'Mutation.uploadResults', ['inspector', 'officer']);
      }
      const rows = await uploadResults(database, viewer, input.rows, clock);
      const count = (state: string): number => rows.filter((row) => row.state === state).length;
      return { rows, recorded: count('RECORDED'), repeated: count('REPEATED'), refused: count('REFUSED') };
    },
    scheduleVisit: acting('scheduleVisit', scheduleVisit),
    fileReport: acting('fileReport', fileReport),
    confirmResult: acting('confirmResult', confirmResult),
    recordPenaltyDecision: acting('recordPenaltyDecision', recordPenaltyDecision),
    discloseResults: acting('discloseResults', discloseResults),
    reviseDisclosure: deciding('reviseDisclosure', reviseDisclosure),
    reviewResults: deciding('reviewResults', reviewResults),
    answerComment: deciding('answerComment', answerComment),
    correctResult: acting('correctResult', correctResult),
    reviewCorrection: deciding('reviewCorrection', reviewCorrection),
    commentOnResult: async (_: unknown, args: Keyed<CommentOnResultInput>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'subject') throw forbidden(viewer, 'Mutation.commentOnResult', ['subject']);
      const work = (tx: Prisma.TransactionClient, now: Date) =>
        commentOnResult(tx, viewer, actorOf(viewer), args.input, now);
      return await visitById(await run('commentOnResult', args, context, work));
    },
    suspendDeadline: async (_: unknown, args: Keyed<SuspendDeadlineInput>, context: JointContext) => {
      const { viewer } = context;
      const work = (tx: Prisma.TransactionClient, now: Date) =>
        suspendDeadline(tx, viewer, actorOf(viewer), args.input, now);
      return await deadlineById(await run('suspendDeadline', args, context, work));
    },
    resumeDeadline: async (_: unknown, args: Keyed<ResumeDeadlineInput>, context: JointContext) => {
      const work = (tx: Prisma.TransactionClient, now: Date) => resumeDeadline(tx, context.viewer, args.input, now);
      return await deadlineById(await run('resumeDeadline', args, context, work));
    },
    importYearNotice: async (_: unknown, args: Keyed<ImportYearNoticeInput>, context: JointContext) => {
      const work = (tx: Prisma.TransactionClient, now: Date) =>
        importYearNotice(tx, actorOf(context.viewer), args.input, now);
      const seq = Number(await run('importYearNotice', args, context, work));
      return shownNotice(await database.yearNotice.findUniqueOrThrow({ where: { seq } }));
    },
  };
}
