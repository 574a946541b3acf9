import * as z from 'zod';

const date = z.iso.date();
const id = z.string().min(1);

/**
 * A record as a credit publicity system takes it in (信用公示): a result of one item under the subject's name, or a decision on a penalty.
 * What each field is: README.md of this folder. Days are YYYY-MM-DD.
 */
export const publicityRecordSchema = z.strictObject({
  /** Where the feed goes on after this record: `onevisit feed --after`. */
  cursor: id,
  recordId: id,
  version: z.int().min(1),
  /** NEW for the first version; a later one corrects, or withdraws, what is before it. */
  operation: z.enum(['NEW', 'CORRECTION', 'WITHDRAWAL']),
  /** The record that it takes the place of; null for NEW. */
  replaces: id.nullable(),
  kind: z.enum(['RESULT', 'PENALTY']),
  subjectName: z.string().nullable(),
  /** Unified social credit code (GB 32100). */
  uscc: z.string().length(18).nullable(),
  subjectId: id,
  authorityCode: id,
  authorityName: z.string(),
  planId: id,
  planTitle: z.string(),
  taskId: id.nullable(),
  taskTitle: z.string().nullable(),
  /** Whether the draw had conditions. */
  directed: z.boolean().nullable(),
  itemId: id.nullable(),
  itemTitle: z.string().nullable(),
  inspectedOn: date.nullable(),
  /** Codes of the national list; none for a decision, or where another department's result stands. */
  results: z.array(z.string()),
  /** Whether another department's result stands in its place. */
  recognised: z.boolean(),
  /** The results in the list's own words. */
  resultNames: z.array(z.string()),
  decision: z.string().nullable(),
  decidedOn: date.nullable(),
  /** What was done; null of a result, and where it was not stated, as the three that follow. */
  violation: z.string().nullable(),
  /** Kinds of 行政处罚法 第九条. */
  penaltyKinds: z.array(z.string()),
  penaltyContent: z.string().nullable(),
  penaltyBasis: z.string().nullable(),
  disclosedOn: date,
  correctedOn: date.nullable(),
  correctionReason: z.string().nullable(),
  withdrawnOn: date.nullable(),
  withdrawalReason: z.string().nullable(),
  drawId: id,
  visitId: id,
  state: z.enum(['PENDING', 'SENT', 'ACCEPTED', 'REFUSED']),
});

/** A record of the feed. */
export type PublicityRecord = z.infer<typeof publicityRecordSchema>;
