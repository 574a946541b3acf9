import { strangeCharacterAt } from '../problem.js';
import { textScalar } from './textScalar.js';

/** A SHA-256 hash. Hashes are compared as text, so there is one way to write one. */
export const Sha256 = textScalar({
  name: 'Sha256',
  description: 'A SHA-256 hash, 64 lower-case hexadecimal digits.',
  problemOf(text) {
    const strange = strangeCharacterAt(text, /[0-9a-f]/);
    if (strange) {
      return {
        zh: `第 ${strange.position} 位“${strange.character}”不是小写十六进制数字。`,
        en: `character ${strange.position}, "${strange.character}", is not a lower-case hexadecimal digit.`,
      };
    }
    if (text.length === 64) return null;
    return { zh: `应为 64 位,实为 ${text.length} 位。`, en: `it must have 64 digits and has ${text.length}.` };
  },
});
