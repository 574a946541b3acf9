import { buildASTSchema, isInterfaceType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { register, smallCity } from './smallCity.fixture.js';
import { jointSdl, stubTypenameOf } from './stubs.js';

describe('jointSdl', () => {
  const sdl = smallCity().find(({ name }) => name === 'joint-inspection')?.sdl ?? '';
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });

  it.each(['Department', 'InspectionItem', 'Inspector', 'PlanTask', 'DepartmentPlan'])(
    'knows nothing of %s but its id',
    (name) => {
      const type = schema.getType(name);
      expect(isInterfaceType(type) ? Object.keys(type.getFields()) : []).toEqual(['id']);
    },
  );

  it('stubs every department', () => {
    const type = schema.getType('InspectionItem');
    const implementations = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
    expect(implementations.map(({ name }) => name)).toEqual(['FireRescueItem', 'WaterItem']);
  });

  it('has no type of the contract that it does not use', () => {
    for (const unused of ['PoolEntry', 'PoolEntryConnection', 'InspectionItemEdge', 'RosterPage', 'ItemInput']) {
      expect(schema.getType(unused)).toBeUndefined();
    }
    expect(schema.getType('PageInfo')).toBeDefined();
  });

  it("refuses an own type that bears a department's prefix", () => {
    const attempt = (): string => jointSdl(register, '\ntype WaterPlan { id: ID! }');
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'OV_SCHEMA_JOINT_NAME', message: expect.stringContaining('Line 2 ') }),
    );
  });
});

describe('stubTypenameOf', () => {
  it.each([
    ['fire-rescue', 'FireRescueDepartment'],
    ['fire-rescue:item:XF-003', 'FireRescueItem'],
    ['water:inspector:a:b', 'WaterInspector'],
    ['water:task:2026-1', 'WaterPlanTask'],
    ['water:plan:2026', 'WaterPlan'],
    ['water:pool:1', null],
    ['tax:item:1', null],
    ['', null],
  ])('%s is %s', (id, typename) => {
    expect(stubTypenameOf(register, id)).toBe(typename);
  });
});
