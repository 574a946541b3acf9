import { describe, expect, it } from 'vitest';
import { checkedWith } from '../smallCity.fixture.js';

describe('nullableAcross', () => {
  it('refuses fields of entities and root fields that cannot be null', () => {
    expect(
      checkedWith(
        'versions: [WaterItemVersion!]\n',
        'versions: [WaterItemVersion!]\n  "Depth in metres."\n  depth: Float!\n',
      ).join(),
    ).toMatch('OV_SCHEMA_NOT_NULLABLE:depth: Float!');
    expect(checkedWith('type Query {', 'type Query {\n  "Dams."\n  waterDams: Int! @access(to: ["public"])')).toEqual([
      'OV_SCHEMA_NOT_NULLABLE:waterDams: Int! @access(to: ["public"])',
    ]);
  });
});
