import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * How many officers of a department come, and what they show (Karamay 三(五): at least two, with certificate and notice). A crew rule below
 * it is refused when the plan is convened, a start of a visit with fewer at the door.
 */
export const officers = defineRule({
  kind: 'officers',
  summary: { zh: '执法人员', en: 'Officers at the door' },
  shape: z.strictObject({
    /** Fewest officers of a department. */
    fewest: z.int().min(1),
    /** Whether each shows a certificate that is valid on the day. */
    certificate: z.enum(['SHOWN', 'NOT_ASKED']),
    /** Whether the notice of inspection (行政检查通知书) is shown, by its number. */
    notice: z.enum(['SHOWN', 'NOT_ASKED']),
  }),
});
