import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Departments with other items at the same kind of place are invited (Changzhou 五2). A plan lists the submitted tasks of others that
 * could join.
 */
export const jointRequests = defineRule({
  kind: 'joint-requests',
  summary: { zh: '联合执法邀请', en: 'Whom a joint plan invites' },
  shape: z.strictObject({
    invite: z.enum(['SAME_KIND_OF_PLACE']),
  }),
});
