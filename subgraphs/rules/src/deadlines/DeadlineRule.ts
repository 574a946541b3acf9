import * as z from 'zod';

/**
 * What a deadline counts from. "20 working days" starts differently in every document, so that it is an anchor and no
 * constant. The day of the anchor itself does not count (民法典, 第二百零一条).
 */
export const ANCHORS = [
  /**
   * The inspection ended, 抽查结束之日 (克拉玛依市, 2016-09-30, 三(六): a clean result within 20 working days); 检查工作结束
   * (漯河市人民防空办公室, 2019-11-18, 第十八条: the report of a single inspection within 5).
   */
  'INSPECTION_ENDED',
  /** The result came about and was entered, 抽查检查结果产生之日 (信政办〔2019〕51号, 二(六): within 20 working days). */
  'RESULT_RECORDED',
  /** The subject, told on the spot, confirmed the result, 经确认后 (常州市水利局, 2018-01, 三.3: within a lost number of working days). */
  'RESULT_CONFIRMED',
  /**
   * The last single item was determined, 最后单项检查结果的确定时间 (漯河市人民防空办公室, 第十八条第二款: where several items
   * are inspected at once, the report's time counts from there).
   */
  'LAST_ITEM_DONE',
  /** The report was completed, 检查报告完成 (漯河市人民防空办公室, 第十九条: feedback and disclosure within 7 working days). */
  'REPORT_COMPLETED',
  /**
   * A penalty was decided, 作出的行政处罚决定 (克拉玛依市, 三(六): disclosed within 7 working days). Every decision has a
   * deadline of its own.
   */
  'PENALTY_DECIDED',
  /** The subject received the written result, 收到书面反馈的检查结果 (漯河市人民防空办公室, 第二十一条: comments within 10 working days). */
  'FEEDBACK_RECEIVED',
  /** The department disclosed its result, 公示: whoever got nothing in writing learns of it there, and may object from then on. */
  'RESULTS_DISCLOSED',
  /** The subject objected to the result, 提出异议: its department answers. Every objection has a deadline of its own. */
  'OBJECTION_RAISED',
] as const;

export type Anchor = (typeof ANCHORS)[number];

const within = z
  .int('须为天数。must be a number of days.')
  .min(1, '至少 1 天。must be at least 1.')
  .max(3660, '最多 3660 天。must be at most 3660.');
const from = z.enum(ANCHORS, `须为 ${ANCHORS.join('、')} 之一。must be one of ${ANCHORS.join(', ')}.`);

/**
 * A deadline of a visit: within so many days of an anchor.
 *
 * - `WORKING`: working days, without holidays (as 行政处罚法, 第八十五条, has it for periods of days).
 * - `CALENDAR`: every day counts; if the last is a day of rest, the period ends on the first working day after it
 *   (民法典, 第二百零三条; 民事诉讼法, 第八十五条; 法释〔2018〕1号, 第四十八条), unless `onRestDay` is `STAYS`.
 */
export const deadlineRuleSchema = z.discriminatedUnion(
  'days',
  [
    z.strictObject({ within, days: z.literal('WORKING'), from }),
    z.strictObject({
      within,
      days: z.literal('CALENDAR'),
      from,
      onRestDay: z
        .enum(['NEXT_WORKING_DAY', 'STAYS'], '须为 NEXT_WORKING_DAY 或 STAYS。must be NEXT_WORKING_DAY or STAYS.')
        .optional(),
    }),
  ],
  'days 须为 WORKING 或 CALENDAR。days must be WORKING or CALENDAR.',
);

export type DeadlineRule = Readonly<z.infer<typeof deadlineRuleSchema>>;
