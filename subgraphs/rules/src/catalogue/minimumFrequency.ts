import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * The fewest visits to a subject (such as at least once in three years). Subjects that are due are listed, and where a cap forbids the
 * visit the conflict is named.
 */
export const minimumFrequency = defineRule({
  kind: 'minimum-frequency',
  summary: { zh: '最低检查频次', en: 'Fewest visits to a subject' },
  shape: z.strictObject({
    atLeast: z.int().min(1),
    everyYears: z.int().min(1),
  }),
});
