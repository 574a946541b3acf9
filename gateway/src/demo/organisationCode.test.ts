import { describe, expect, it } from 'vitest';
import { organisationCode } from './organisationCode.js';

describe('organisationCode', () => {
  it('adds the check character: the example of GB 11714', () => {
    expect(organisationCode('D2143569')).toBe('D2143569X');
  });

  it.each(['M000100Y4', '00444202', 'MB154323', 'MB285907'])(
    'agrees with the codes of real institutions (%s)',
    (code) => {
      const known: Record<string, string> = {
        M000100Y4: 'M000100Y4',
        '00444202': '004442025',
        MB154323: 'MB1543234',
        MB285907: 'MB2859070',
      };
      expect(organisationCode(code.slice(0, 8))).toBe(known[code]);
    },
  );

  it('writes 11 as 0', () => {
    expect(organisationCode('00000000')).toBe('000000000');
  });
});
