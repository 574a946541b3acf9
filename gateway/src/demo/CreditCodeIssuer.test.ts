import { creditCodeProblem, creditCodeWarning } from '@onevisit/schema';
import { describe, expect, it } from 'vitest';
import { CreditCodeIssuer } from './CreditCodeIssuer.js';
import { SeededRandom } from './SeededRandom.js';

describe('CreditCodeIssuer', () => {
  const issuer = new CreditCodeIssuer(new SeededRandom('codes', ''));
  const codes = Array.from({ length: 2000 }, () => issuer.issue('91', '411502'));

  it('issues codes that are valid by GB 32100 and carry the check character of GB 11714', () => {
    expect(codes.map(creditCodeProblem).filter((problem) => problem !== null)).toEqual([]);
    expect(codes.map(creditCodeWarning).filter((warning) => warning !== null)).toEqual([]);
  });

  it('issues none twice', () => {
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('says who registered where, and that nobody real has the code', () => {
    for (const code of codes) expect(code).toMatch(/^91411502DEM/);
  });
});
