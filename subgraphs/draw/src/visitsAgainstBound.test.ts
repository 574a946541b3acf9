import { expect, it } from 'vitest';
import { drawTenLegs } from './testing/drawTenLegs.js';

// Larger strata come nearer still: at 300,000 subjects these ten seeds make 0.9996 times the bound.
it('makes, over ten draws from 30,000 subjects, at most 2 % more visits than any draw must', () => {
  const { visits, bound, separate } = drawTenLegs(30_000, 10);
  expect(visits / bound).toBeGreaterThan(0.99);
  expect(visits / bound).toBeLessThan(1.02);
  expect(separate / visits).toBeGreaterThan(2);
});
