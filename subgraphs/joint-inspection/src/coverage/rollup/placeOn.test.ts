import { describe, expect, it } from 'vitest';
import { placeOn } from './placeOn.js';

const MARCH = { windowFirst: '2026-03-01', division: '411502', creditClass: 'A' };
const MAY = { windowFirst: '2026-05-01', division: '411503', creditClass: 'B' };

describe('a subject stands where it was drawn', () => {
  it.each([
    ['last by that day', '2026-06-01', [MARCH, MAY], MAY],
    ['that day', '2026-05-01', [MARCH, MAY], MAY],
    ['before, though the next is nearer', '2026-04-30', [MARCH, MAY], MARCH],
    ['first after it, where nothing was before', '2026-02-01', [MARCH, MAY], MARCH],
    [
      'by the next that tells its class',
      '2026-06-01',
      [MARCH, { ...MAY, creditClass: '' }],
      { ...MAY, creditClass: 'A' },
    ],
    ['by the lower code of one day', '2026-06-01', [{ ...MARCH, windowFirst: MAY.windowFirst }, MAY], MARCH],
    ['nowhere without draws', '2026-06-01', [], { division: '', creditClass: '' }],
  ])('%s', (_, day, drawn, { division, creditClass }) => {
    for (const order of [drawn, [...drawn].reverse()]) expect(placeOn(day, order)).toEqual({ division, creditClass });
  });
});
