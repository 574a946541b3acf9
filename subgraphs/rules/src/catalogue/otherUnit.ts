import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { mark } from './terms.js';

/**
 * A subject that one unit of the department has inspected in the year: the department's other plans leave it out
 * (RECENTLY_INSPECTED), or inspect at the same time, in one comprehensive visit (Luohe art. 16).
 */
export const otherUnit = defineRule({
  kind: 'other-unit',
  summary: { zh: '其他业务机构已抽查', en: 'Another unit of the department has been' },
  shape: z.strictObject({
    /** What other plans of the department do. */
    plans: z.enum(['LEAVE_OUT']),
    /** Legs of one joint plan come together, in one visit, and do not exclude each other. */
    sameVisit: z.enum(['JOINS', 'LEFT_OUT']),
    /** Subjects for whom it does not hold. */
    liftedFor: z.array(mark),
  }),
});
