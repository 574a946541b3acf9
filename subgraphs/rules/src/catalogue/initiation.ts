import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Who may convene a joint plan (Xinyang 二(四): an initiator that takes part; Karamay 四(三): where needed, the law office coordinates).
 */
export const initiation = defineRule({
  kind: 'initiation',
  summary: { zh: '发起联合抽查', en: 'Who convenes joint plans' },
  shape: z.strictObject({
    /** Whether the initiator must have a leg. */
    initiator: z.enum(['TAKES_PART', 'ANY']),
    /** Offices besides the departments that may be named as initiator: codes. */
    coordinators: z.array(z.string()),
  }),
});
