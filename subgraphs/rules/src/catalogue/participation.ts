import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { settable } from './settable.js';
import { percent } from './terms.js';

/**
 * How many of a department's officers take part in a year, and how often office staff do (Changzhou 四2). Shown against what was reached.
 */
export const participation = defineRule({
  kind: 'participation',
  summary: { zh: '执法人员参与率', en: 'Shares of officers who take part' },
  shape: z.strictObject({
    /** Officers who take part, of all whom the department has, at least. */
    officers: z.strictObject({ percent: settable(percent) }),
    /** Times that office staff (机关人员) take part, of all times, at least. */
    officeStaff: z.strictObject({ percent }),
  }),
});
