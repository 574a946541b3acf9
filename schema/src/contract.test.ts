import { describe, expect, it } from 'vitest';
import { expandTemplate, fieldOf } from './contract.js';

describe('fieldOf', () => {
  it.each([
    ['FireRescue', 'fireRescue'],
    ['Water', 'water'],
  ])('%s is %s', (prefix, field) => {
    expect(fieldOf(prefix)).toBe(field);
  });
});

describe('expandTemplate', () => {
  it('writes prefix and field wherever they stand', () => {
    expect(expandTemplate('FIELDSave(a: [PREFIXItem]): PREFIXItem', 'Water')).toBe(
      'waterSave(a: [WaterItem]): WaterItem',
    );
  });
});
