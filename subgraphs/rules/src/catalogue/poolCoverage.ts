import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { settable } from './settable.js';

/**
 * How much of a pool is inspected (Changzhou 四1, 四3; Luohe art. 13, Chifeng 三(二)2: the necessary coverage). A plan with a leg that
 * draws nobody is refused; the share of the pool visited is shown against the target.
 */
export const poolCoverage = defineRule({
  kind: 'pool-coverage',
  summary: { zh: '检查对象覆盖面', en: 'Share of the pool inspected' },
  shape: z.strictObject({
    /** Fewest subjects that a leg draws: the necessary coverage (必要的覆盖面). */
    fewestPerLeg: z.int().min(1),
    /** The whole pool is visited within so many years. */
    wholePool: z
      .strictObject({
        withinYears: z.int().min(1),
        /** Where the pool is large. */
        large: z.strictObject({ fromEntries: settable(z.int().min(1)), withinYears: z.int().min(1) }).optional(),
        /** Departments with grid patrols (网格化管理), whose coverage may be lower: for them the target is advice. */
        gridDepartments: z.array(z.string()),
      })
      .optional(),
  }),
});
