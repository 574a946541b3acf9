import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { settable } from './settable.js';
import { inspectionKind, mark } from './terms.js';

/**
 * The most visits to a subject in a year (Luohe art. 16; Changzhou 四1), who and what counts, and for whom it does not hold.
 * A subject that has as many stands in pools as CAP_REACHED.
 */
export const visitCap = defineRule({
  kind: 'visit-cap',
  summary: { zh: '检查频次上限', en: 'Most visits to a subject in a year' },
  shape: z.strictObject({
    /** Most visits in a calendar year. */
    most: settable(z.int().min(1)),
    /** Whose visits count: those of the department alone, of departments of the level, or of all. */
    countedBy: z.enum(['DEPARTMENT', 'LEVEL', 'ALL']),
    /** Which kinds of inspection count. */
    kinds: z.array(inspectionKind).min(1),
    /** Whether a joint visit counts once, or once for each department that takes part. */
    joint: z.enum(['ONCE', 'PER_DEPARTMENT']),
    /** Subjects for whom it does not hold. */
    liftedFor: z.array(mark),
    /** Codes of exceptions that a department may file, with evidence, for one subject and year. */
    exceptions: z.array(z.enum(['COMPLAINT', 'HAZARD', 'ORDERED', 'RECHECK', 'COURT'])),
  }),
});
