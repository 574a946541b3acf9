import { expect, it } from 'vitest';
import { ByteTable } from './ByteTable.js';
import { Ranks, rankOf } from './Ranks.js';
import { SubjectKeys, subjectKey } from './SubjectKeys.js';

const seed = '5e'.repeat(32);
const rosterKey = 'ab'.repeat(32);
const subjects = Array.from({ length: 1500 }, (_, index) => `subject-${index}-𠮷`);
const table = ByteTable.of(subjects);
const ranks = new Ranks(seed, table, new SubjectKeys(rosterKey, table));

it('gives each subject the hash of seed, key and id', () => {
  for (const number of [0, 1, 1023, 1024, 1499]) {
    const subject = subjects[number] ?? '';
    expect(ranks.of(number)).toBe(rankOf(seed, subjectKey(rosterKey, subject), subject));
  }
});

it('orders by the whole number', () => {
  const numbers = [...subjects.keys()];
  const byText = [...numbers].sort((a, b) => (ranks.of(a) < ranks.of(b) ? -1 : 1));
  expect([...numbers].sort((a, b) => ranks.compare(a, b))).toEqual(byText);
  expect(ranks.compare(7, 7)).toBe(0);
});
