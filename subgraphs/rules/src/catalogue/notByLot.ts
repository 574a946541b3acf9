import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { source } from './terms.js';

/**
 * Visits that no lot decides (Xinyang 二(七); Changzhou 三2; Luohe art. 9): they are recorded with their source, outside every draw; any
 * other source is refused. Items that the law excludes from lots cannot be planned.
 */
export const notByLot = defineRule({
  kind: 'not-by-lot',
  summary: { zh: '不采取随机抽查的情形', en: 'What is never by lot' },
  shape: z.strictObject({
    sources: z.array(source).min(1),
  }),
});
