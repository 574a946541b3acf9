import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * What a planned item must state (Karamay 三(一); Luohe art. 8; Chifeng 三(一)3). A plan with an item that lacks it is refused.
 */
export const itemList = defineRule({
  kind: 'item-list',
  summary: { zh: '抽查事项清单', en: 'What an inspection item must state' },
  shape: z.strictObject({
    /** What every item states. */
    needs: z.array(z.enum(['BASIS', 'SUBJECT', 'CONTENT', 'METHOD'])).min(1),
  }),
});
