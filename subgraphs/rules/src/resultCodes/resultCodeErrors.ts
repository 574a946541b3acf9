import { defineErrors, type ErrorValues, type OneVisitError } from '@onevisit/kit/errors';

/** What can be wrong with a file of result codes. */
const CODE_ERRORS = {
  OV_RULES_CODES_REFUSED: {
    zh: '检查结果代码表有 {count} 处问题，未装载；请逐一改正。',
    en: 'The result codes have {count} problems and were not loaded. Correct each:\n{list}',
  },
  OV_RULES_CODES_KEY: {
    zh: '不认识的字段 {key}；请删除或改正。',
    en: 'Unknown key {key}; remove or correct it.',
  },
  OV_RULES_CODES_MEANING: {
    zh: '代码“{code}”须且只须写明 result（对应的全国结果）、status（主体状态变化）、unmapped（无对应的原因）之一，现有 {count} 个。',
    en: 'Code "{code}" needs exactly one of result (what it maps to), status (a change of the subject) and unmapped (why nothing fits); it has {count}.',
  },
  OV_RULES_CODES_TWICE: {
    zh: '代码“{code}”已在 codes[{earlier}] 列出；每个代码只列一次。',
    en: 'Code "{code}" stands in codes[{earlier}] already; list each code once.',
  },
} as const;

export type CodesErrorCode = keyof typeof CODE_ERRORS;

/** Of the wrong shape (`OV_RULES_CODES_SHAPE`) the schema itself says what is wrong. */
export type CodesProblemCode = CodesErrorCode | 'OV_RULES_CODES_SHAPE';

const codesError = defineErrors(CODE_ERRORS);

/** One thing wrong with a file of result codes: where, and what to do about it in both languages. */
export interface CodesProblem {
  /** `file:line:column`. */
  readonly place: string;
  readonly code: CodesProblemCode;
  readonly problem: string;
}

/** A problem of the catalogue at a place. */
export function codesProblemAt(place: string, code: CodesErrorCode, values: ErrorValues): CodesProblem {
  return { place, code, problem: codesError(code, values).message };
}

/** The refusal of a file with all that is wrong with it; at least one thing must be. */
export function codesRefused(problems: readonly CodesProblem[]): OneVisitError {
  const list = problems.map(({ place, code, problem }) => `${place} ${code} ${problem}`).join('\n');
  return codesError('OV_RULES_CODES_REFUSED', { count: problems.length, list }, { problems });
}
