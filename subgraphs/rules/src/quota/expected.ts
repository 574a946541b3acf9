/** What may stand at a place in a cell, as errors name it. */
export const EXPECTED = {
  AMOUNT: { zh: '比例或数量（如 3%、10-20%、20家、待定）', en: 'an amount (such as 3%, 10-20%, 20家 or 待定)' },
  COUNT: { zh: '整数（如 20家）', en: 'a whole number (such as 20家)' },
  UNIT: { zh: '% 或量词（如 家、户、所）', en: '% or a classifier (such as 家, 户, 所)' },
  RANGE_END: { zh: '范围的另一端（如 10-20% 中的 20%）', en: 'the other end of the range (as the 20% in 10-20%)' },
  TIMES: { zh: '次数（如 1次/年）', en: 'a number of times (such as 1次/年)' },
  LEVEL: { zh: '层级（如 市级）', en: 'a level (such as 市级)' },
  STRATUM: { zh: '分层名称（如 守信、A）', en: 'the name of a stratum (such as 守信 or A)' },
  CLOSING: { zh: '“)”', en: '")"' },
  END: { zh: '分隔符（；，、/）或结尾', en: 'a separator (; , /) or the end' },
} as const;

/** One of EXPECTED. */
export type Expected = keyof typeof EXPECTED;
