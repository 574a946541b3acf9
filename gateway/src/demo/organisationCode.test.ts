import { describe, expect, it } from 'vitest';
import { organisationCode } from './organisationCode.js';

describe('organisationCode', () => {
  it('adds the check character: the example of GB 11714', () => {
    expect(organisationCode('D2143569')).toBe('D2143569X');
  });

  it.each(['M000100Y4', '004442025', 'MB1543234', 'MB2859070'])('agrees with a real institution (%s)', (code) => {
    expect(organisationCode(code.slice(0, 8))).toBe(code);
  });

  it('writes 11 as 0', () => {
    expect(organisationCode('00000000')).toBe('000000000');
  });
});
