import { describe, expect, it } from 'vitest';
import { checkedWith } from '../smallCity.fixture.js';

describe('templateComplete', () => {
  it('names what is missing', () => {
    expect(checkedWith('  "Every version, newest first."\n  versions: [WaterItemVersion!]\n', '')).toEqual([
      'OV_SCHEMA_TEMPLATE_MISSING:type WaterItem implements InspectionItem @key(fields: "id") @access(to: ["public"]) {',
    ]);
  });

  it('lets a department do without sketches of its tasks, but not offer them otherwise', () => {
    expect(checkedWith('waterTaskSketch(', 'waterSketchOfItsOwn(')).toEqual([]);
    expect(checkedWith('waterTaskSketch(taskIds: [ID!]!', 'waterTaskSketch(taskIds: [ID!]').join()).toMatch(
      'OV_SCHEMA_TEMPLATE_CHANGED',
    );
  });

  it('names what differs: type, arguments, key, access, visibility', () => {
    expect(
      checkedWith(
        'poolCount: Int\n  "Inspectors who are active and hold a valid certificate today."\n  inspectorCount: Int\n  "Its inspection items, by',
        'poolCount: Float\n  "x"\n  inspectorCount: Int\n  "y',
      ),
    ).toEqual(['OV_SCHEMA_TEMPLATE_CHANGED:poolCount: Float']);
    expect(checkedWith('waterCommitNonce(drawId: ID!)', 'waterCommitNonce(drawId: ID)')).toHaveLength(1);
    expect(
      checkedWith(
        'WaterItem implements InspectionItem @key(fields: "id")',
        'WaterItem implements InspectionItem @key(fields: "code")',
      ).join(),
    ).toMatch('OV_SCHEMA_TEMPLATE_CHANGED');
    expect(
      checkedWith('creditClass: CreditClass @access(to: ["officer", "lead", "auditor"])', 'creditClass: CreditClass'),
    ).toEqual(['OV_SCHEMA_TEMPLATE_CHANGED:creditClass: CreditClass']);
    expect(checkedWith('NonceCommitment! @inaccessible', 'NonceCommitment!').join()).toMatch(
      'OV_SCHEMA_TEMPLATE_CHANGED',
    );
  });
});
