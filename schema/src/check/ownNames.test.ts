import { describe, expect, it } from 'vitest';
import { checkedWith } from '../smallCity.fixture.js';

describe('ownNames', () => {
  it("refuses another department's type", () => {
    const codes = checkedWith(
      'type WaterProfile @',
      'type WaterProfile @access(to: ["officer"]) { "x" x: FireRescueItem }\nextend type WaterProfile @',
    );
    expect(codes).toContain(
      'OV_SCHEMA_FOREIGN_NAME:type WaterProfile @access(to: ["officer"]) { "x" x: FireRescueItem }',
    );
  });

  it('refuses types and root fields without the prefix', () => {
    expect(
      checkedWith('type Query {', '"A dam."\ntype Dam {\n  "Height in metres."\n  height: Float\n}\n\ntype Query {'),
    ).toEqual(['OV_SCHEMA_UNPREFIXED_NAME:type Dam {']);
    expect(checkedWith('type Query {', 'type Query {\n  "Dams."\n  dams: Int @access(to: ["public"])')).toEqual([
      'OV_SCHEMA_UNPREFIXED_NAME:dams: Int @access(to: ["public"])',
    ]);
  });
});
