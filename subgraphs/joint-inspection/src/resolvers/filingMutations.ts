import { forbidden, type MutationOutcome, type MutationRequest, runMutation } from '@onevisit/kit';
import { type CapExceptionInput, fileCapException } from '../budget/fileCapException.js';
import { type OutsideVisitInput, recordOutsideVisit } from '../budget/recordOutsideVisit.js';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import type { Joint } from '../joint.js';
import { type RecogniseResultInput, recogniseResult } from '../recognition/recogniseResult.js';
import { type RevokeRecognitionInput, revokeRecognition } from '../recognition/revokeRecognition.js';

/** A mutation's input, with the key under which it has one effect. */
export interface Keyed<Input> {
  readonly input: Input;
  readonly idempotencyKey?: string | null;
}

type RequestOf = (name: string, args: Keyed<object>, context: JointContext) => MutationRequest;

/** Mutations by which departments file what standings at a freeze depend on; each answers with its row. */
export function filingMutations({ database }: Joint, requestOf: RequestOf) {
  const run = (request: MutationRequest, work: (tx: Prisma.TransactionClient) => Promise<MutationOutcome<number>>) =>
    runMutation<Prisma.TransactionClient, number>(database, request, work);
  return {
    fileCapException: async (_: unknown, args: Keyed<CapExceptionInput>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'officer') throw forbidden(viewer, 'Mutation.fileCapException', ['officer']);
      const request = requestOf('fileCapException', args, context);
      const seq = await run(request, (tx) => fileCapException(tx, viewer, args.input, request.now));
      return await database.capException.findUniqueOrThrow({ where: { seq } });
    },
    recordOutsideVisit: async (_: unknown, args: Keyed<OutsideVisitInput>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'officer' && viewer.role !== 'inspector') {
        throw forbidden(viewer, 'Mutation.recordOutsideVisit', ['officer', 'inspector']);
      }
      const request = requestOf('recordOutsideVisit', args, context);
      const seq = await run(request, (tx) => recordOutsideVisit(tx, viewer, args.input, request.now));
      return await database.outsideVisit.findUniqueOrThrow({ where: { seq } });
    },
    recogniseResult: async (_: unknown, args: Keyed<RecogniseResultInput>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'officer') throw forbidden(viewer, 'Mutation.recogniseResult', ['officer']);
      const request = requestOf('recogniseResult', args, context);
      const seq = await run(request, (tx) => recogniseResult(tx, viewer, args.input, request.now));
      return await database.recognition.findUniqueOrThrow({ where: { seq } });
    },
    revokeRecognition: async (_: unknown, args: Keyed<RevokeRecognitionInput>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'officer') throw forbidden(viewer, 'Mutation.revokeRecognition', ['officer']);
      const request = requestOf('revokeRecognition', args, context);
      const seq = await run(request, (tx) => revokeRecognition(tx, viewer, args.input, request.now));
      return await database.recognition.findUniqueOrThrow({ where: { seq } });
    },
  };
}
