import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Ratios differ by credit risk class (Xinyang 二(六); national practice): a riskier class has no smaller ratio, and no class has
 * probability zero unless this rule permits it. Classes are never public.
 */
export const creditClasses = defineRule({
  kind: 'credit-classes',
  summary: { zh: '信用风险分类差异化', en: 'Credit risk classes' },
  shape: z.strictObject({
    /** Whether a leg divided by class must give a riskier class no smaller a ratio. */
    order: z.enum(['RISKIER_NOT_LESS', 'FREE']),
    /** Classes that may have no chance at all. */
    zeroPermittedFor: z.array(z.enum(['A', 'B', 'C', 'D'])),
  }),
});
