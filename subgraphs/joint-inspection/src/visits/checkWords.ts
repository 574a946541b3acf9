import { jointError } from '../errors.js';

/** What no database keeps, or nobody can read: U+0000, and halves of characters. */
export const NOT_KEPT = /\0|\p{Cs}/u;

/**
 * Checks that a text can be kept as it is.
 * @param field its name in the input
 * @throws OV_JOINT_TEXT
 */
export function checkKept(field: string, text: string | null | undefined): void {
  if (NOT_KEPT.test(text ?? '')) throw jointError('OV_JOINT_TEXT', { field });
}

/** Most characters of what somebody says in words. */
const MOST = 4_000;

/**
 * Words that must be there.
 * @param field their name in the input
 * @returns them, trimmed
 * @throws OV_JOINT_WORDS
 */
export function checkWords(field: string, words: string | null | undefined): string {
  const text = words?.trim() ?? '';
  if (text === '' || text.length > MOST || NOT_KEPT.test(text))
    throw jointError('OV_JOINT_WORDS', { field, most: MOST });
  return text;
}
