import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { settable } from './settable.js';
import { anchor } from './terms.js';

/**
 * By when a result is published (Karamay 三(六); Xinyang 二(六); Changzhou 三3; Luohe art. 19; Chifeng 三(二)6), in working days.
 */
export const disclosure = defineRule({
  kind: 'disclosure',
  summary: { zh: '检查结果公示', en: 'Disclosure of results' },
  shape: z.strictObject({
    /** Results: all, or only those of whoever found nothing wrong (抽查结果正常); all unless stated. */
    results: z.strictObject({
      within: settable(z.int().min(0)),
      from: anchor,
      appliesTo: z.enum(['ALL', 'NORMAL']).optional(),
    }),
    /**
     * Results that found a problem, where `results` is of the others, and the cited document from which that comes, since it may be another:
     * Karamay publishes these once they are dealt with, in no number of days of its own. Without it nothing is due for them.
     */
    withProblems: z
      .strictObject({ within: settable(z.int().min(0)), from: anchor, citedFrom: z.string().min(1) })
      .optional(),
    /** Decisions on penalties, where another time holds for them. */
    penalty: z.strictObject({ within: z.int().min(0), from: z.literal('PENALTY_DECIDED') }).optional(),
    /** Whether the subject is given the result with it (反馈). */
    feedback: z.enum(['WITH_DISCLOSURE', 'NOT_ASKED']),
    /** Whether it is due at once (及时), the days being the outer limit. */
    promptly: z.boolean(),
    /** Coded reasons for which a result is not published. */
    notPublic: z.array(z.enum(['STATE_SECRET', 'TRADE_SECRET', 'PRIVACY', 'OTHER_LAW'])),
    /**
     * Who must have approved what was recorded before it is disclosed (审核): the department's leader, or any second person of it; nobody
     * unless stated. Nobody approves what they drew up.
     */
    review: z.enum(['LEADER', 'SECOND_PERSON', 'NOT_ASKED']).optional(),
  }),
});
