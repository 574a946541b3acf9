import { describe, expect, it } from 'vitest';
import { checkNonce, commitment, commitmentsHash, revealedNonces } from './commitments.js';
import { hashFields } from './sha256.js';

const nonce = 'ab'.repeat(32);
const commitments = {
  a: commitment('draw', 'a', nonce),
  '（': commitment('draw', '（', nonce),
  𠮷: commitment('draw', '𠮷', nonce),
};

describe('commitments', () => {
  it('commit to draw, department and nonce', () => {
    expect(commitments.a).toBe(hashFields('onevisit/1/commit', 'draw', 'a', nonce));
    expect(new Set(Object.values(commitments)).size).toBe(3);
  });

  it('are hashed bytewise by department', () => {
    const pairs = ['a', commitments.a, '（', commitments['（'], '𠮷', commitments.𠮷];
    expect(commitmentsHash(commitments)).toBe(hashFields('onevisit/1/commitments', ...pairs));
  });
});

describe('checkNonce', () => {
  it('takes the nonce that was committed', () => {
    expect(() => checkNonce('draw', commitments, 'a', nonce)).not.toThrow();
  });

  it('refuses another nonce, a stranger, and names of the prototype', () => {
    const code = (department: string, given: string) => {
      try {
        checkNonce('draw', commitments, department, given);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return undefined;
    };
    expect(code('a', 'cd'.repeat(32))).toBe('OV_DRAW_NONCE_MISMATCH');
    expect(code('b', nonce)).toBe('OV_DRAW_NONCE_WITHOUT_COMMITMENT');
    expect(code('__proto__', nonce)).toBe('OV_DRAW_NONCE_WITHOUT_COMMITMENT');
  });
});

describe('revealedNonces', () => {
  it('counts a nonce that does not match as not revealed, and reports it', () => {
    const given = { a: nonce, '（': 'cd'.repeat(32) };
    expect(revealedNonces('draw', commitments, given)).toEqual({ revealed: { a: nonce }, refused: ['（'] });
  });
});
