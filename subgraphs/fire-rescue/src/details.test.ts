import { expect, it } from 'vitest';
import { details } from './details.js';

const problems = (input: object) =>
  details.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);

it('takes an entry of which nothing more is known', () => {
  expect(details.parse({})).toEqual({});
});

it('takes a hotel and a factory', () => {
  const hotel = {
    occupancyClass: 'PUBLIC_GATHERING',
    floorArea: 5400.5,
    storeysAbove: 12,
    storeysBelow: 2,
    keyUnit: true,
    openingCheckNumber: '信消安检字〔2024〕第0012号',
  };
  const factory = {
    occupancyClass: 'INDUSTRIAL',
    floorArea: 900,
    storeysAbove: 1,
    storeysBelow: 0,
    hazardCategory: 'C',
  };
  expect(details.parse(hotel)).toEqual(hotel);
  expect(details.parse(factory)).toEqual(factory);
});

it('refuses an area of nothing and a building without storeys', () => {
  expect(problems({ floorArea: 0 })).toEqual([['floorArea', expect.stringContaining('m²')]]);
  expect(problems({ storeysAbove: 0, storeysBelow: 0 })).toEqual([['storeysAbove', expect.any(String)]]);
  expect(problems({ storeysAbove: 0, storeysBelow: 1 })).toBeUndefined();
});

it('refuses a hazard category outside industry and dangerous goods', () => {
  expect(problems({ occupancyClass: 'PUBLIC_GATHERING', hazardCategory: 'A' })).toEqual([
    ['hazardCategory', expect.any(String)],
  ]);
  expect(problems({ hazardCategory: 'A' })).toEqual([['hazardCategory', expect.any(String)]]);
});

it('takes a check before opening in the published form, for public gathering places only', () => {
  expect(problems({ occupancyClass: 'MANY_PEOPLE', openingCheckNumber: '信消安检字〔2024〕第0012号' })).toEqual([
    ['openingCheckNumber', expect.stringContaining('article 15')],
  ]);
  expect(problems({ occupancyClass: 'PUBLIC_GATHERING', openingCheckNumber: '2024-0012' })).toEqual([
    ['openingCheckNumber', expect.stringContaining('reads like')],
  ]);
});
