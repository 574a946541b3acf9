import * as z from 'zod';
import { ANCHORS } from '../deadlines/DeadlineRule.js';

/** What rules of several kinds speak of; each enum's names are those of the graph. */

/** A date, YYYY-MM-DD. */
export const date = z.iso.date();

/** A percentage as exact decimal text, such as 30 or 0.5. */
export const percent = z
  .string()
  .regex(/^(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)$/, 'must be a percentage such as "30" or "0.5"');

/** What is known of a subject besides its credit class (contract: SubjectMark). */
export const mark = z.enum([
  'COMPLAINTS',
  'HAZARD',
  'ABNORMAL_OPERATION',
  'SERIOUSLY_DISHONEST',
  'DISHONEST',
  'VIOLATIONS',
  'PENALISED',
  'SPECIAL_TRADE',
  'TRUSTWORTHY',
]);
export type Mark = z.infer<typeof mark>;

/** What kind of inspection a visit is (contract: InspectionKind, and visits that no lot decides). */
export const inspectionKind = z.enum(['ROUTINE', 'CAMPAIGN', 'ORDERED_CAMPAIGN', 'CASE']);
export type InspectionKind = z.infer<typeof inspectionKind>;

/** Where a visit comes from that no lot decides. */
export const source = z.enum(['COMPLAINT', 'ASSIGNED', 'TRANSFERRED', 'MONITORING', 'LEGAL_NON_RANDOM']);
export type Source = z.infer<typeof source>;

/** The event from which a report or the disclosure of a result counts: none that comes after the disclosure. */
export const anchor = z.enum(ANCHORS).exclude(['RESULTS_DISCLOSED', 'OBJECTION_RAISED']);

/** When visits or crews become public (DisclosureMoment). */
export const moment = z.enum(['AT_DRAW', 'AT_VISIT', 'AFTER_WINDOW']);
export type Moment = z.infer<typeof moment>;
