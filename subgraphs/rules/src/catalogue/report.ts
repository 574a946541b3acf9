import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { anchor } from './terms.js';

/**
 * The report (Luohe art. 18: within 5 working days, of the last single item where the inspection was comprehensive; Changzhou 三3: told on
 * the spot; Chifeng 三(二)4: the record form).
 */
export const report = defineRule({
  kind: 'report',
  summary: { zh: '检查报告', en: 'The report of an inspection' },
  shape: z.strictObject({
    form: z.enum(['REPORT', 'RECORD_FORM', 'ON_THE_SPOT']),
    /** What it must contain. */
    sections: z.array(z.enum(['TIME', 'CONTENT', 'SITUATION', 'EVALUATION', 'OPINION'])),
    /** Working days for it; null: none are set. */
    due: z
      .strictObject({
        within: z.int().min(0),
        from: anchor,
        /** The anchor where several departments' items were inspected in one visit. */
        comprehensiveFrom: anchor.optional(),
      })
      .nullable(),
  }),
});
