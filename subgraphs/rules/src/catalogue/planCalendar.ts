import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * By when plans are submitted, uploaded, published and reported on (Xinyang 二(四); Changzhou 四1; Luohe art. 12, 23). Dates are those of the
 * year of the plan, of the year before it, or of the year after.
 */
export const planCalendar = defineRule({
  kind: 'plan-calendar',
  summary: { zh: '计划时间表', en: 'By when plans are made' },
  shape: z.strictObject({
    steps: z
      .array(
        z.strictObject({
          plan: z.enum(['ANNUAL', 'MONTHLY', 'JOINT']),
          step: z.enum(['SUBMIT', 'UPLOAD', 'CONFERENCE', 'FILE', 'PUBLISH', 'REPORT_EXECUTION']),
          /** MM-DD, or 02-END; of a monthly plan the day of the month before it. Null: no date is set, the order alone. */
          by: z.union([z.string().regex(/^((0[1-9]|1[0-2])-([0-2][0-9]|3[01])|02-END|[0-2]?[0-9])$/), z.null()]),
          year: z.enum(['BEFORE', 'SAME', 'AFTER']),
        }),
      )
      .min(1),
  }),
});
