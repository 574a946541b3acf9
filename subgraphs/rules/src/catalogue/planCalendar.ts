import * as z from 'zod';
import { planDeadlineSchema } from '../deadlines/PlanDeadline.js';
import { defineRule } from './defineRule.js';

/**
 * By when plans are submitted, uploaded, published and reported on (Xinyang 二(四); Changzhou 四1; Luohe art. 12, 23). Steps of a
 * plan follow each other in the order in which they stand.
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
          /** By when, seen from the plan's year or month. Null: no date is set, the order of the steps alone. */
          due: planDeadlineSchema.nullable(),
        }),
      )
      .min(1),
  }),
});
