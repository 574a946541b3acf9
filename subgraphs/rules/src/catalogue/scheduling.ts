import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Who chooses the hour of a visit inside its window: those who were drawn (Luohe art. 14), or their department.
 */
export const scheduling = defineRule({
  kind: 'scheduling',
  summary: { zh: '检查时间', en: 'When in its window a visit takes place' },
  shape: z.strictObject({
    chosenBy: z.enum(['CREW', 'DEPARTMENT']),
  }),
});
