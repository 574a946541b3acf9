import { defineErrors, type ErrorValues, type OneVisitError } from '@onevisit/kit/errors';

/** What can be wrong with a year's notice. */
const NOTICE_ERRORS = {
  OV_RULES_NOTICE_REFUSED: {
    zh: '节假日安排通知有 {count} 处问题，未导入；第一处：{place}：{problem}',
    en: 'The notice has {count} problems and was not imported; the first: {place}: {problem} All are in extensions.problems.',
  },
  OV_RULES_NOTICE_TWICE: {
    zh: '{year} 年的通知给出了两份；如有调整，请将其并入一份后重新导入。',
    en: 'There are two notices for {year}; put an amendment into one of them, and import that.',
  },
  OV_RULES_NOTICE_KEY: {
    zh: '不认识的字段 {key}；请删除或改正。',
    en: 'Unknown key {key}; remove or correct it.',
  },
  OV_RULES_NOTICE_YEAR: {
    zh: '{date} 不在 {year} 年（可含上年 12 月 {december} 日以后、次年 1 月 {january} 日以前）；请核对年份。',
    en: '{date} is not in {year} (nor from {december} December before to {january} January after); check the year.',
  },
  OV_RULES_NOTICE_SPAN: {
    zh: '“{name}”的首日 {first} 晚于末日 {last}；请核对。',
    en: '"{name}" begins on {first}, after its last day {last}; check both.',
  },
  OV_RULES_NOTICE_OVERLAP: {
    zh: '“{name}”与“{other}”都含 {date}；请改成互不重叠。',
    en: '"{name}" and "{other}" both have {date}; make them not overlap.',
  },
  OV_RULES_NOTICE_WEEKDAY: {
    zh: '上班日 {date} 是{weekday}，本来就上班；调休上班只能是周六或周日，请核对。',
    en: '{date} is a {weekdayEn}, worked anyway; only a Saturday or Sunday can be swapped, check it.',
  },
  OV_RULES_NOTICE_REPEATED: { zh: '上班日 {date} 重复；请删去一个。', en: '{date} stands twice; remove one.' },
  OV_RULES_NOTICE_BOTH: {
    zh: '{date} 既上班又在“{name}”假期内；请核对。',
    en: '{date} is worked, and also off for "{name}"; check both.',
  },
  OV_RULES_NOTICE_MISSING: {
    zh: '没有{name}；请补全（全国年节及纪念日放假办法第二条的七个节日都要有）。',
    en: '{name} is missing; add it (all seven holidays of 全国年节及纪念日放假办法, 第二条, must be there).',
  },
  OV_RULES_NOTICE_STATUTORY: {
    zh: '{date} 是法定的{name}假日，却不在假期内；请核对。',
    en: '{date} is off by law for {name}, but not in the notice; check it.',
  },
  OV_RULES_NOTICE_TEXT: {
    zh: '看不懂“{clause}”；请核对原文，或按 README 将通知写成 YAML 导入。',
    en: 'Cannot read "{clause}"; check it against the original, or write the notice as YAML (see the README).',
  },
  OV_RULES_NOTICE_NO_SECTIONS: {
    zh: '正文中没有“一、元旦：……”这样的安排；请粘贴通知全文。',
    en: 'There is no arrangement such as "一、元旦：…" in it; paste the whole notice.',
  },
  OV_RULES_NOTICE_NOT_SAID: {
    zh: '通知原文中没有{what}；请粘贴完整，或另行填写。',
    en: 'The text does not have its {whatEn}; paste all of it, or give it beside the text.',
  },
  OV_RULES_NOTICE_WRONG_WEEKDAY: {
    zh: '“{date}”应是{weekday}，原文写作“{written}”；请核对日期和年份。',
    en: '{date} is a {weekdayEn}, but the text says "{written}"; check date and year.',
  },
  OV_RULES_NOTICE_COUNT: {
    zh: '原文写“{written}”，日期却合 {days} 天；请核对。',
    en: 'The text says "{written}", but its dates make {days} days; check them.',
  },
} as const;

/** The codes whose text stands here. */
export type CatalogueCode = keyof typeof NOTICE_ERRORS;

/** Of the wrong shape (`OV_RULES_NOTICE_SHAPE`) the notice's schema itself says what is wrong. */
export type NoticeErrorCode = CatalogueCode | 'OV_RULES_NOTICE_SHAPE';

const noticeError = defineErrors(NOTICE_ERRORS);

/** One thing wrong with a notice: where, and what to do about it in both languages. */
export interface NoticeProblem {
  readonly place: string;
  readonly code: NoticeErrorCode;
  readonly problem: string;
}

/** A problem of the catalogue at a place. */
export function problemAt(place: string, code: CatalogueCode, values: ErrorValues = {}): NoticeProblem {
  return { place, code, problem: noticeError(code, values).message };
}

/** The refusal of a notice with all that is wrong with it; at least one thing must be. */
export function noticeRefused(problems: readonly NoticeProblem[]): OneVisitError {
  const [first = { place: '', problem: '' }] = problems;
  const values = { count: problems.length, place: first.place, problem: first.problem };
  return noticeError('OV_RULES_NOTICE_REFUSED', values, { problems });
}

export function twoNotices(year: number): OneVisitError {
  return noticeError('OV_RULES_NOTICE_TWICE', { year });
}
