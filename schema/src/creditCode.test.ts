import { describe, expect, it } from 'vitest';
import { creditCode, creditCodeProblem, creditCodeWarning } from './creditCode.js';

const VALID = ['91350100M000100Y43', '11371525004442025C', '11341600MB1543234K', '11370323MB2859070U'];

describe('creditCodeProblem', () => {
  it.each(VALID)('accepts %s', (code) => {
    expect(creditCodeProblem(code)).toBeNull();
  });

  it('names the check character', () => {
    expect(creditCodeProblem('91310115MA1H8R7C6D')).toMatch('the check character, number 18, should be 7 and is D');
  });

  it('names length and character', () => {
    expect(creditCodeProblem('91350100M000100Y4')).toMatch('实为 17 位');
    expect(creditCodeProblem('91350100M000I00Y43')).toMatch('第 13 位“I”');
    expect(creditCodeProblem('91350100m000100Y43')).toMatch('character 9, "m"');
  });

  it('notices every single wrong character', () => {
    const [code = ''] = VALID;
    for (let index = 0; index < code.length; index += 1) {
      const other = code[index] === '7' ? '8' : '7';
      expect(creditCodeProblem(code.slice(0, index) + other + code.slice(index + 1))).not.toBeNull();
    }
  });
});

describe('creditCode', () => {
  it.each(VALID)('completes %s', (code) => {
    expect(creditCode(code.slice(0, 17))).toBe(code);
  });

  it('refuses what no code begins with', () => {
    expect(() => creditCode('1')).toThrow(RangeError);
    expect(() => creditCode('9135010OM000100Y4')).toThrow('第 8 位“O”');
  });
});

describe('creditCodeWarning', () => {
  it.each(VALID)('has no doubts about %s', (code) => {
    expect(creditCodeWarning(code)).toBeNull();
  });

  it('doubts an organisation code whose check digit does not fit', () => {
    const code = creditCode('91350100M000100Y5');
    expect(creditCodeProblem(code)).toBeNull();
    expect(creditCodeWarning(code)).toMatch('第 17 位');
  });
});
