import { jointError } from '../errors.js';

/** What no database keeps, or nobody can read: U+0000, and halves of characters. */
export const NOT_KEPT = /\0|\p{Cs}/u;

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
