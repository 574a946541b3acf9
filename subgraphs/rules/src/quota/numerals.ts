const DIGITS = '零一二三四五六七八九';
const WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Source of a pattern for a whole number in Chinese numerals. */
export const CHINESE_NUMERAL = '[一二两三四五六七八九十百]+';

/** Source of a pattern for an English number word up to twelve. */
export const NUMBER_WORD = WORDS.slice(1).join('|');

/** The value of digits, Chinese numerals below a thousand, or an English word; NaN for what is none of these (十百). */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const word = WORDS.indexOf(text.toLowerCase());
  return word > 0 ? word : chineseNumber(text);
}

function chineseNumber(text: string): number {
  const parts = /^(?:([一二三四五六七八九])百)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
    text.replaceAll('两', '二'),
  );
  if (parts === null) return Number.NaN;
  const [, hundreds, tens, ten, ones] = parts;
  return 100 * digit(hundreds) + (ten === undefined ? 0 : 10 * (tens === undefined ? 1 : digit(tens))) + digit(ones);
}

function digit(numeral: string | undefined): number {
  return numeral === undefined ? 0 : DIGITS.indexOf(numeral);
}
