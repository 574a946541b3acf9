import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Whether a draw may have conditions on subjects and on inspectors (directed, 定向), and that specialised work (专业性较强) has them
 * (Luohe art. 17; Xinyang 二(三)).
 */
export const directedDraw = defineRule({
  kind: 'directed-draw',
  summary: { zh: '定向、不定向抽查', en: 'Directed and undirected draws' },
  shape: z.strictObject({
    /** Conditions that a task may have; none of them: undirected draws alone. */
    conditionsOn: z.array(z.enum(['SUBJECTS', 'INSPECTORS'])),
    /** Tasks with a specialised item must be directed. */
    specialised: z.enum(['DIRECTED', 'FREE']),
  }),
});
