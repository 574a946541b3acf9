import { creditCodeProblem } from '@onevisit/schema';
import { jointError } from '../errors.js';

/** What is looked for: a credit code, or how a name begins. */
export type Search = { readonly uscc: string } | { readonly prefix: string };

/** Fewest and most characters of how a name begins: of one character there is too much. */
const [FEWEST, MOST] = [2, 100];

/** As long as a credit code, and of nothing but its letters and digits. */
const LIKE_A_CODE = /^[0-9A-Z]{18}$/;

/** Reads what is looked for. @throws OV_JOINT_SEARCH, OV_JOINT_SEARCH_CODE */
export function readSearch(text: string): Search {
  const trimmed = text.trim();
  const code = trimmed.toUpperCase();
  if (LIKE_A_CODE.test(code)) {
    const problem = creditCodeProblem(code);
    if (problem !== null) throw jointError('OV_JOINT_SEARCH_CODE', { code, problem });
    return { uscc: code };
  }
  const length = [...trimmed].length;
  if (length < FEWEST || length > MOST || /\p{Cc}/u.test(trimmed) || !trimmed.isWellFormed()) {
    throw jointError('OV_JOINT_SEARCH', { fewest: FEWEST, most: MOST });
  }
  return { prefix: trimmed };
}
