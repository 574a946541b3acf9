import { describe, expect, it } from 'vitest';
import { checkedWith } from '../smallCity.fixture.js';

describe('accessDeclared', () => {
  it('wants @access on root fields and on fields of entities', () => {
    expect(checkedWith('type Query {', 'type Query {\n  "Dams."\n  waterDams: Int')).toEqual([
      'OV_SCHEMA_ACCESS_MISSING:waterDams: Int',
    ]);
    expect(
      checkedWith(
        'type MarketSubject @key(fields: "uscc") {',
        'type MarketSubject @key(fields: "uscc") {\n  "Dams."\n  waterDams: Int',
      ),
    ).toEqual(['OV_SCHEMA_ACCESS_MISSING:waterDams: Int']);
  });

  it('knows the roles', () => {
    const codes = checkedWith('type Query {', 'type Query {\n  "Dams."\n  waterDams: Int @access(to: ["mayor"])');
    expect(codes).toEqual(['OV_SCHEMA_ACCESS_ROLE:waterDams: Int @access(to: ["mayor"])']);
    const none = checkedWith('type Query {', 'type Query {\n  "Dams."\n  waterDams: Int @access(to: [])');
    expect(none).toEqual(['OV_SCHEMA_ACCESS_EMPTY:waterDams: Int @access(to: [])']);
  });
});
