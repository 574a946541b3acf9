/** The unit separator, U+001F, that joins the fields of a hash (§ Notation). Text cannot hold it, so fields cannot run together. */
export const US = '\x1f';

const PLAIN_ASCII = /^[\x20-\x7e]*$/;
const CONTROL = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;

/** Why a text is refused (§ Notation), or undefined when it is in order. */
export function textFault(text: string): 'TEXT_CONTROL' | 'TEXT_SURROGATE' | 'TEXT_NOT_NFC' | undefined {
  if (PLAIN_ASCII.test(text)) return undefined;
  if (CONTROL.test(text)) return 'TEXT_CONTROL';
  if (LONE_SURROGATE.test(text)) return 'TEXT_SURROGATE';
  return text.normalize('NFC') === text ? undefined : 'TEXT_NOT_NFC';
}

/**
 * Orders two well-formed texts by their UTF-8 bytes: negative, zero or positive.
 * UTF-16 units give the same order, except that surrogates (U+10000 and above) come last in UTF-8 and before U+E000 in UTF-16.
 */
export function compareBytewise(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xAbove = isSurrogate(x);
      return xAbove === isSurrogate(y) ? x - y : xAbove ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}

/** The texts in bytewise order, in a new list. */
export function sortedBytewise(texts: Iterable<string>): string[] {
  return [...texts].sort(compareBytewise);
}
