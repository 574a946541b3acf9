import { expect, it } from 'vitest';
import { DrawError } from './DrawError.js';
import { type DrawErrorName, errorCatalogue } from './errorCatalogue.js';

it('has a code, a place, and both languages for every refusal', () => {
  for (const name of Object.keys(errorCatalogue) as DrawErrorName[]) {
    const error = new DrawError(name, 'roster[3].subject', 'S1');
    expect(error.code).toBe(`OV_DRAW_${name}`);
    expect(error.message).toMatch(/^roster\[3\]\.subject: [^\u4e00-\u9fff]+\. [^\u4e00-\u9fff]+\.$/);
    expect(error.messageZh).toMatch(/^roster\[3\]\.subject：.*[\u4e00-\u9fff].*。.*[\u4e00-\u9fff].*。$/);
    expect(`${error.message}${error.messageZh}`).not.toMatch(/\{(value|expected|against)\}/);
    expect(error.message.endsWith(error.remedy.en)).toBe(true);
    expect(error.messageZh.endsWith(error.remedy.zh)).toBe(true);
  }
});

it('shows a value as JSON, shortened, without reading patterns into it', () => {
  expect(new DrawError('NOT_TEXT', 'a', 7).message).toContain(': 7 is not text');
  expect(new DrawError('NOT_TEXT', 'a', { toString: 1 }).message).toContain(': an object is not text');
  expect(new DrawError('TEXT_CONTROL', 'a', '\x1f$&').message).toContain('"\\u001f$&" holds');
  expect(new DrawError('PERCENT_FORM', 'a', '9'.repeat(1000)).message.length).toBeLessThan(300);
});
