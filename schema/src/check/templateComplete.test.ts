import { parse, print, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '../compose.js';
import type { SubgraphSource } from '../finding.js';
import { checkedWith, register, smallCity } from '../smallCity.fixture.js';
import { checkSubgraph } from './checkSubgraph.js';

const PLANS = ['SavePlans', 'SendPlan', 'ApprovePlan', 'ReturnPlan', 'SubmitPlan', 'WithdrawPlan'];

/** The small city in which water has none of these mutations. */
function cityLacking(mutations: readonly string[]): SubgraphSource[] {
  const lacked = new Set(mutations.map((name) => `water${name}`));
  const without = (sdl: string): string =>
    print(visit(parse(sdl), { FieldDefinition: ({ name }) => (lacked.has(name.value) ? null : undefined) }));
  return smallCity().map((source) => (source.name === 'water' ? { ...source, sdl: without(source.sdl) } : source));
}

/** What is missing in water's SDL then. */
const missingIn = (mutations: readonly string[]): string[] =>
  cityLacking(mutations)
    .flatMap((source) => checkSubgraph(source, register))
    .map(({ code, message }) => `${code} ${/Mutation\.\w+/.exec(message)?.[0]}`);

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

  it('lets a department do without counts of the parts of its pool', () => {
    expect(checkedWith('waterPoolCounts:', 'waterCountsOfItsOwn:')).toEqual([]);
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

  it.each([[PLANS], [['RecordOwnExecution']], [['ContinueTask']], [[...PLANS, 'RecordOwnExecution', 'ContinueTask']]])(
    'lets a department lack %j, and composes',
    (mutations) => {
      expect(missingIn(mutations)).toEqual([]);
      expect(compose(cityLacking(mutations)).ok).toBe(true);
    },
  );

  it('wants plans to go their whole way', () => {
    expect(missingIn(['ApprovePlan', 'ReturnPlan'])).toEqual([
      'OV_SCHEMA_TEMPLATE_MISSING Mutation.waterApprovePlan',
      'OV_SCHEMA_TEMPLATE_MISSING Mutation.waterReturnPlan',
    ]);
    expect(missingIn(['CommitNonce', 'SavePlanTasks'])).toHaveLength(2);
  });
});
