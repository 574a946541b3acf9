import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatewayError } from '../errors.js';
import { reportFailure } from './reportFailure.js';

let text = '';
beforeEach(() => {
  text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe('reportFailure', () => {
  it('says what to do about an error of ours, without a stack', () => {
    reportFailure(gatewayError('OV_CLI_NO_KEYS', { dataDir: '/data' }));
    expect(text).toMatch(/^OV_CLI_NO_KEYS: .*--data-dir/);
    expect(text).not.toContain('at ');
    expect(process.exitCode).toBe(1);
  });

  it('adds the Chinese text of an error that keeps it apart', () => {
    reportFailure(Object.assign(new Error('wrong'), { code: 'OV_DRAW_X', messageZh: '有误' }));
    expect(text).toBe('OV_DRAW_X: 有误\nwrong\n');
  });

  it('shows the stack of a fault of the program', () => {
    reportFailure(new TypeError('x is undefined'));
    expect(text).toContain('reportFailure.test.ts');
  });
});
