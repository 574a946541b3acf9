import { bilingual, type Problem, strangeCharacterAt } from './problem.js';

/** The 31 characters of a credit code, in the order of their values (GB 32100—2015, table 3). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Weights of the first 17 characters (GB 32100—2015, annex A): powers of 3 modulo 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Weights of an organisation code's first 8 characters (GB 11714—1997). */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

const BODY_LENGTH = 17;

const CHARACTER = /[0-9A-HJ-NP-RTUWXY]/;

/**
 * What is wrong with a unified social credit code (GB 32100), in Chinese and English, naming the character; null if
 * nothing is.
 */
export function creditCodeProblem(code: string): string | null {
  const problem = creditCodeFlaw(code);
  return problem === null ? null : bilingual(problem);
}

/** As {@link creditCodeProblem}, with the languages apart. */
export function creditCodeFlaw(code: string): Problem | null {
  const flaw = lengthFlaw(code, BODY_LENGTH + 1) ?? characterFlaw(code);
  if (flaw !== null) return flaw;
  const expected = checkCharacter(code);
  const given = code.charAt(BODY_LENGTH);
  if (given === expected) return null;
  return {
    zh: `第 18 位校验码应为 ${expected},实为 ${given},请核对整个代码。`,
    en: `the check character, number 18, should be ${expected} and is ${given}; compare the whole code.`,
  };
}

/**
 * What is doubtful about a valid credit code: its characters 9 to 17 are an organisation code (GB 11714) whose check
 * digit does not fit. Some real codes are like that, so this is never an error. Null if nothing is doubtful.
 */
export function creditCodeWarning(code: string): string | null {
  const expected = organisationCheckCharacter(code.slice(8, 16));
  const given = code.charAt(16);
  if (given === expected) return null;
  return bilingual({
    zh: `第 17 位(组织机构代码校验码)通常应为 ${expected},实为 ${given}。`,
    en: `character 17, the check digit of the organisation code, would usually be ${expected} and is ${given}.`,
  });
}

/**
 * Completes a credit code.
 * @param first17 its first 17 characters
 * @returns all 18, with the check character of GB 32100
 * @throws RangeError if `first17` has another length or characters that no credit code has
 */
export function creditCode(first17: string): string {
  const flaw = lengthFlaw(first17, BODY_LENGTH) ?? characterFlaw(first17);
  if (flaw !== null) throw new RangeError(bilingual(flaw));
  return first17 + checkCharacter(first17);
}

function lengthFlaw(code: string, length: number): Problem | null {
  if (code.length === length) return null;
  return {
    zh: `应为 ${length} 位,实为 ${code.length} 位。`,
    en: `it must have ${length} characters and has ${code.length}.`,
  };
}

function characterFlaw(code: string): Problem | null {
  const strange = strangeCharacterAt(code, CHARACTER);
  if (strange === null) return null;
  return {
    zh: `第 ${strange.position} 位“${strange.character}”不可用,只可用数字和除 I、O、S、V、Z 外的大写字母。`,
    en: `character ${strange.position}, "${strange.character}", is not allowed; only digits and capital letters other than I, O, S, V, Z are.`,
  };
}

function checkCharacter(code: string): string {
  const sum = WEIGHTS.reduce<number>(
    (total, weight, index) => total + weight * ALPHABET.indexOf(code.charAt(index)),
    0,
  );
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Digits count as themselves, letters from A = 10 to Z = 35; 10 is written X and 11 is written 0. */
function organisationCheckCharacter(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce<number>(
    (total, weight, index) => total + weight * Number.parseInt(body.charAt(index), 36),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 11) return '0';
  return check === 10 ? 'X' : String(check);
}
