import { strangeCharacterAt } from '../problem.js';
import { textScalar } from './textScalar.js';

/**
 * A percentage as exact decimal text. A whole number may also be given as an integer; a number with decimals may not,
 * because a floating point number is no longer what was written.
 */
export const Percent = textScalar({
  name: 'Percent',
  description: 'A percentage as exact decimal text without a sign, such as 5 or 0.5; never a floating point number.',
  allowsIntLiteral: true,
  textOf: (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined,
  problemOf(text) {
    const strange = strangeCharacterAt(text, /[0-9.]/);
    if (strange) {
      return {
        zh: `第 ${strange.position} 位“${strange.character}”不可用,只可用数字和小数点,不写符号和 %。`,
        en: `character ${strange.position}, "${strange.character}", is not allowed: write digits and a point, no sign and no %.`,
      };
    }
    const parts = /^([0-9]+)(?:\.([0-9]+))?$/.exec(text);
    if (parts === null)
      return { zh: '应为十进制数,如 5 或 0.5。', en: 'it must be a decimal number, such as 5 or 0.5.' };
    if (isAboveHundred(parts[1] ?? '', parts[2] ?? ''))
      return { zh: `${text} 大于 100。`, en: `${text} is more than 100.` };
    return null;
  },
});

/** Compared as text, so that no number of decimals is too many. */
function isAboveHundred(whole: string, decimals: string): boolean {
  const digits = whole.replace(/^0+/, '');
  if (digits.length !== 3) return digits.length > 3;
  return digits > '100' || (digits === '100' && /[1-9]/.test(decimals));
}
