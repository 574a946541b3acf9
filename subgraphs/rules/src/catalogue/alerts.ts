import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * What is worth a look (published practice): many visits to a subject in a short time, and visits by one inspector that find nothing.
 */
export const alerts = defineRule({
  kind: 'alerts',
  summary: { zh: '频次预警', en: 'Alerts' },
  shape: z.strictObject({
    /** More visits than these to a subject. */
    visits: z.array(z.strictObject({ most: z.int().min(1), per: z.enum(['DAY', 'WEEK', 'MONTH']) })),
    /** So many visits in a row by the same inspector in a year that found nothing. */
    fruitless: z.strictObject({ inARow: z.int().min(2) }),
  }),
});
