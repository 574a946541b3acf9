import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { bytesOf, KeptByDocument } from './KeptByDocument.js';

it('keeps what was used last, within its bytes, whatever hangs on a document', () => {
  const documents = Array.from({ length: 10 }, (_, index) => parse(`{ a${index} }`));
  const [first, second] = documents;
  if (first === undefined || second === undefined) throw new Error('no documents');
  const kept = new KeptByDocument<string>(5 * (bytesOf(first) + 100));
  for (const document of documents.slice(0, 5)) kept.set(document, 'Q', 'plan', 100);
  expect(kept.get(first, 'Q')).toBe('plan');
  expect(kept.get(first, 'P')).toBeUndefined();
  kept.set(documents[5] ?? first, 'Q', 'plan', 100);
  expect([kept.get(first, 'Q'), kept.get(second, 'Q'), kept.size]).toEqual(['plan', undefined, 5]);
  // The same again takes no more; others of the same document do.
  for (let count = 0; count < 10; count += 1) kept.set(first, 'Q', 'another', 100);
  expect([kept.get(first, 'Q'), kept.size]).toEqual(['another', 5]);
  for (let count = 0; count < 4; count += 1) kept.set(first, `Q${count}`, 'plan', 100);
  expect(kept.size).toBeLessThan(5);
  expect(kept.get(first, 'Q3')).toBe('plan');
});
