import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Items of one subject are checked in one visit (Karamay 四(三); Luohe art. 4, 16; Chifeng 三(二)1). A plan with legs whose windows cannot
 * meet is refused, and all items of a visit have one day.
 */
export const oneVisit = defineRule({
  kind: 'one-visit',
  summary: { zh: '进一次门、查多项事', en: 'Several items in one visit' },
  shape: z.strictObject({
    legs: z.enum(['MUST_MEET']),
    /** Whether the team is one comprehensive team (综合检查小组), with one report for all its items. */
    report: z.enum(['ONE', 'PER_DEPARTMENT']),
  }),
});
