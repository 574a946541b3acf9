import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { checkNotice } from './checkNotice.js';
import { MADE_UP_2027, PUBLISHED } from './notices.fixture.js';
import { parseNoticeText } from './parseNoticeText.js';
import { problemsOf } from './problems.fixture.js';
import { readNotice } from './readNotice.js';
import { type YearNotice, yearNoticeSchema } from './YearNotice.js';

const notice = readNotice(MADE_UP_2027);

it('reads YAML and JSON alike', () => {
  expect(notice.holidays[1]).toEqual({ name: '春节', first: '2027-02-05', last: '2027-02-12' });
  expect(readNotice(JSON.stringify(notice))).toEqual(notice);
});

it.each([
  ['an unknown key', 'year: 2027', 'year: 2027\nyeer: 2027', 'OV_RULES_NOTICE_KEY', 'n.yaml:3:1'],
  ['a date that does not exist', 'first: 2027-04-03', 'first: 2027-02-29', 'OV_RULES_NOTICE_SHAPE', 'n.yaml:10:18'],
  ['a holiday without its name', '{ name: 元旦, ', '{ ', 'OV_RULES_NOTICE_SHAPE', 'n.yaml:8:5'],
  ['a date of another year', 'first: 2027-04-03', 'first: 2026-04-03', 'OV_RULES_NOTICE_YEAR', 'n.yaml:10:18'],
  ['a span that ends before it begins', 'last: 2027-04-05', 'last: 2027-04-02', 'OV_RULES_NOTICE_SPAN', 'n.yaml:10:37'],
  ['holidays that overlap', 'last: 2027-05-05', 'last: 2027-06-09', 'OV_RULES_NOTICE_OVERLAP', 'n.yaml:12:5'],
  ['a worked day that is a weekday', '2027-02-14', '2027-02-15', 'OV_RULES_NOTICE_WEEKDAY', 'n.yaml:15:22'],
  ['a worked day twice', '2027-02-20', '2027-02-14', 'OV_RULES_NOTICE_REPEATED', 'n.yaml:15:34'],
  ['a worked day within a holiday', '2027-02-14', '2027-02-07', 'OV_RULES_NOTICE_BOTH', 'n.yaml:15:22'],
  ['a holiday left out', /.*中秋节.*\n/, '', 'OV_RULES_NOTICE_MISSING', 'n.yaml:7:1'],
  [
    'a statutory day that is not off',
    'first: 2027-10-01',
    'first: 2027-10-02',
    'OV_RULES_NOTICE_STATUTORY',
    'n.yaml:7:1',
  ],
])('refuses %s, with line and column', (_, from, to, code, place) => {
  const wrong = MADE_UP_2027.replace(from, to);
  expect(wrong).not.toBe(MADE_UP_2027);
  expect(problemsOf(() => readNotice(wrong, 'n.yaml'))).toContainEqual(expect.objectContaining({ code, place }));
});

it('names every problem at once, in Chinese and English', () => {
  const wrong = MADE_UP_2027.replace('2027-02-14', '2027-02-15').replace('last: 2027-04-05', 'last: 2027-04-02');
  const problems = problemsOf(() => readNotice(wrong));
  expect(problems.map(({ code }) => code)).toEqual(['OV_RULES_NOTICE_SPAN', 'OV_RULES_NOTICE_WEEKDAY']);
  for (const { problem } of problems) expect(problem).toMatch(/请.*check/);
});

it('names the path where there is no text', () => {
  const wrong: YearNotice = { ...notice, worked: ['2027-02-15'] };
  expect(problemsOf(() => checkNotice(wrong)).map(({ place }) => place)).toEqual(['worked[0]']);
});

it.each([
  ['no YAML', 'year: [2027', 'n.yaml:1:'],
  ['a key twice', 'year: 2027\nyear: 2028', 'n.yaml:2:1'],
  ['an alias of nothing', 'year: *y', 'n.yaml'],
])('refuses %s', (_, text, place) => {
  expect(() => readNotice(text, 'n.yaml')).toThrow(
    expect.objectContaining({ code: 'OV_RULES_UNREADABLE', message: expect.stringContaining(place) }),
  );
});

it('is published as a JSON Schema', () => {
  const file = new URL('../../schemas/year-notice.schema.json', import.meta.url);
  const published = JSON.parse(readFileSync(file, 'utf8'));
  expect(published).toEqual(z.toJSONSchema(yearNoticeSchema));
  const validate = new Ajv2020({ strict: true, formats: { date: true } }).compile(published);
  for (const { text, number } of PUBLISHED) expect(validate(parseNoticeText(text, { number }))).toBe(true);
  expect(validate({ ...notice, worked: ['2027-02-29'] })).toBe(false);
  expect(validate({ ...notice, extra: 1 })).toBe(false);
});
