import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Key and general items (Xinyang 二(二)): a general item's ratio has an upper limit, and a plan over it is refused; a key item
 * has none, and where its ratio is high the order of its batches is drawn.
 */
export const itemClasses = defineRule({
  kind: 'item-classes',
  summary: { zh: '重点、一般检查事项', en: 'Key and general items' },
  shape: z.strictObject({
    /** Whether a general item must have an upper limit of its ratio, which plans keep. */
    generalRatioLimit: z.enum(['REQUIRED', 'OPTIONAL']),
    /** Whether visits of key items may be done in batches whose order the draw decides. */
    keyBatchOrder: z.enum(['BY_LOT', 'NONE']),
  }),
});
