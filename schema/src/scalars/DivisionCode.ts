import { strangeCharacterAt } from '../problem.js';
import { textScalar } from './textScalar.js';

/** Administrative division code (GB/T 2260). Which codes exist changes with the years, so only the form is checked. */
export const DivisionCode = textScalar({
  name: 'DivisionCode',
  description: 'Administrative division code (行政区划代码), six digits (GB/T 2260).',
  problemOf(text) {
    const strange = strangeCharacterAt(text, /[0-9]/);
    if (strange) {
      return {
        zh: `第 ${strange.position} 位“${strange.character}”不是数字。`,
        en: `character ${strange.position}, "${strange.character}", is not a digit.`,
      };
    }
    if (text.length !== 6)
      return { zh: `应为 6 位数字,实为 ${text.length} 位。`, en: `it must have 6 digits and has ${text.length}.` };
    if (text === '000000') return { zh: '000000 不是行政区划。', en: '000000 is no division.' };
    return null;
  },
});
