import { describe, expect, it } from 'vitest';
import { checkedWith } from '../smallCity.fixture.js';

describe('described', () => {
  it('wants a description on types, fields and enum values', () => {
    const codes = checkedWith(
      'type Query {',
      'type WaterDam {\n  height: Float\n}\n\nenum WaterUse {\n  FLOOD\n}\n\ntype Query {',
    );
    expect(codes).toEqual([
      'OV_SCHEMA_DESCRIPTION_MISSING:type WaterDam {',
      'OV_SCHEMA_DESCRIPTION_MISSING:height: Float',
      'OV_SCHEMA_DESCRIPTION_MISSING:enum WaterUse {',
      'OV_SCHEMA_DESCRIPTION_MISSING:FLOOD',
    ]);
  });
});
