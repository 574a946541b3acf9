import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { settable } from './settable.js';

/**
 * A department may cite another's conclusion in place of a check of its own (Xinyang 二(六)), while it is valid; the subject then
 * stands in its pool as RECOGNISED.
 */
export const mutualRecognition = defineRule({
  kind: 'mutual-recognition',
  summary: { zh: '检查结果互认', en: 'Recognition of the results of others' },
  shape: z.strictObject({
    /** Days from the inspection on which the conclusion holds. */
    validDays: settable(z.int().min(1)),
    /** Which conclusions: any, or only that no problem was found; any where it is left out. */
    citable: z.enum(['ANY', 'NO_PROBLEM']).optional(),
  }),
});
