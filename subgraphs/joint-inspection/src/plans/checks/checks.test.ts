import { OneVisitError } from '@onevisit/kit';
import { describe, expect, it } from 'vitest';
import { taskOf } from '../../jointDraws.fixture.js';
import { packOf, type StatedRules } from '../../rules/adoptedRules.fixture.js';
import { CITY, PlanRules } from '../../rules/PlanRules.js';
import type { QuotaRule } from '../terms.js';
import type { CheckedLeg, CheckedPlan } from './CheckedPlan.js';
import { checkPlanRules } from './index.js';

type Task = ReturnType<typeof taskOf>;
type Item = Task['items'][number];

const FIRE = 'fire-rescue:task:T1';
const HEALTH = 'health:task:T1';

function legOf(
  id: string,
  parts: Partial<Task> = {},
  quota: readonly QuotaRule[] = [{ stratum: '*', percent: '20' }],
): CheckedLeg {
  return { department: id.split(':')[0] ?? '', task: taskOf(id, parts), quota };
}

function withItem(parts: Partial<Item>): Partial<Task> {
  return { items: taskOf(FIRE).items.map((item) => ({ ...item, ...parts })) };
}

function planOf(rules: StatedRules, legs: readonly CheckedLeg[], parts: Partial<CheckedPlan> = {}): CheckedPlan {
  const pinned = new PlanRules(new Map([[CITY, packOf(rules)]]));
  return { initiators: ['fire-rescue'], minOverlap: 1, batches: 1, legs, rules: pinned, ...parts };
}

/** What a plan is refused for; null where it is not. */
function refusal(
  rules: StatedRules,
  legs: readonly CheckedLeg[],
  parts: Partial<CheckedPlan> = {},
): OneVisitError | null {
  try {
    checkPlanRules(planOf(rules, legs, parts));
    return null;
  } catch (cause) {
    if (cause instanceof OneVisitError) return cause;
    throw cause;
  }
}

const officers = { fewest: 2, certificate: 'SHOWN', notice: 'SHOWN' } as const;
const itemClasses = { generalRatioLimit: 'REQUIRED', keyBatchOrder: 'BY_LOT' } as const;
const itemList = { needs: ['BASIS', 'SUBJECT', 'CONTENT', 'METHOD'] } as const;
const directed = { conditionsOn: ['SUBJECTS', 'INSPECTORS'], specialised: 'DIRECTED' } as const;
const creditClasses = { order: 'RISKIER_NOT_LESS', zeroPermittedFor: [] } as const;
const notByLot = { sources: ['COMPLAINT'] } as const;

const crewOf = (size: number) => ({ crew: { size, specialties: [], district: 'ANY' as const } });
const byClass = { stratifyBy: 'CREDIT_CLASS' } as const;
const classQuota = (...percents: readonly string[]): QuotaRule[] =>
  percents.map((percent, index) => ({ stratum: 'ABCD'[index] ?? '', percent }));
const window = (first: string, last: string) => ({ window: { first, last } });
const undirected = { condition: { kinds: null, tags: null, divisions: null, industries: null } };
const directedAt = { condition: { kinds: null, tags: null, divisions: null, industries: ['hotel'] } };

/** What, the rules, the legs, other parts of the plan, the code, and what the message names. */
const REFUSED: readonly [string, StatedRules, readonly CheckedLeg[], Partial<CheckedPlan>, string, RegExp][] = [
  ['an initiator without a leg', {}, [legOf(FIRE)], { initiators: ['water'] }, 'INITIATOR', /"water"/],
  [
    'an initiator that is neither in the plan nor coordinates',
    { initiation: { initiator: 'TAKES_PART', coordinators: ['law-office'] } },
    [legOf(FIRE)],
    { initiators: ['water'] },
    'RULE_INITIATOR',
    /"water".*law-office.*art\. initiation/,
  ],
  [
    'an item without basis',
    { 'item-list': { needs: [...itemList.needs] } },
    [legOf(FIRE, withItem({ basis: [' '] }))],
    {},
    'RULE_ITEM_LIST',
    /taskIds\[0\].*BASIS/,
  ],
  [
    'an item without method',
    { 'item-list': { needs: [...itemList.needs] } },
    [legOf(HEALTH), legOf(FIRE, withItem({ methods: [] }))],
    {},
    'RULE_ITEM_LIST',
    /taskIds\[1\].*METHOD/,
  ],
  [
    'an item that no lot decides',
    { 'not-by-lot': { sources: [...notByLot.sources] } },
    [legOf(FIRE, withItem({ byLot: false }))],
    {},
    'RULE_NOT_BY_LOT',
    /fire-rescue:item:I1/,
  ],
  [
    'a general item without a limit',
    { 'item-classes': itemClasses },
    [legOf(FIRE, withItem({ ratioLimit: null }))],
    {},
    'RULE_RATIO_LIMIT',
    /I1/,
  ],
  [
    'a general item over its limit',
    { 'item-classes': itemClasses },
    [legOf(FIRE, withItem({ ratioLimit: '19.9' }))],
    {},
    'RULE_RATIO_OVER',
    /19\.9/,
  ],
  [
    'batches without a rule that lets them',
    {},
    [legOf(FIRE, withItem({ itemClass: 'KEY' }))],
    { batches: 3 },
    'RULE_NO_BATCHES',
    /batches/,
  ],
  [
    'batches of a general item',
    { 'item-classes': itemClasses },
    [legOf(FIRE, withItem({ ratioLimit: '20' }))],
    { batches: 3 },
    'RULE_BATCHES',
    /I1/,
  ],
  [
    'a class without any chance',
    { 'credit-classes': creditClasses as never },
    [legOf(FIRE, byClass, classQuota('1', '5', '0', '50'))],
    {},
    'RULE_CLASS_ZERO',
    /class C/,
  ],
  [
    'a class that the quota forgets',
    { 'credit-classes': creditClasses as never },
    [legOf(FIRE, byClass, classQuota('1', '5', '20'))],
    {},
    'RULE_CLASS_ZERO',
    /class D/,
  ],
  [
    'a riskier class with a smaller ratio',
    { 'credit-classes': creditClasses as never },
    [legOf(FIRE, byClass, classQuota('1', '10', '9.99', '50'))],
    {},
    'RULE_CLASS_ORDER',
    /class C.*class B/,
  ],
  [
    'a crew of one officer',
    { officers },
    [legOf(FIRE), legOf(HEALTH, crewOf(1))],
    {},
    'RULE_OFFICERS',
    /taskIds\[1\].*sends 1.*2 are needed/,
  ],
  [
    'conditions that are not permitted',
    { 'directed-draw': { conditionsOn: [], specialised: 'FREE' } },
    [legOf(FIRE, directedAt)],
    {},
    'RULE_CONDITIONS',
    /SUBJECTS/,
  ],
  [
    'specialised work drawn without conditions',
    { 'directed-draw': { ...directed, conditionsOn: [...directed.conditionsOn] } },
    [legOf(FIRE, { ...undirected, ...withItem({ specialised: true }) })],
    {},
    'RULE_SPECIALISED',
    /I1/,
  ],
  [
    'legs that cannot meet',
    { 'one-visit': { legs: 'MUST_MEET', report: 'ONE' } },
    [legOf(FIRE, window('2026-05-01', '2026-05-31')), legOf(HEALTH, window('2026-05-31', '2026-06-30'))],
    { minOverlap: 2 },
    'RULE_ONE_VISIT',
    /fire-rescue:task:T1.*taskIds\[0\].*2 days/,
  ],
];

describe('a plan is refused, with the article,', () => {
  it.each(REFUSED)('for %s', (_what, rules, legs, parts, code, message) => {
    const refused = refusal(rules, legs, parts);
    expect(refused?.code).toBe(`OV_JOINT_${code}`);
    expect(refused?.message).toMatch(message);
    if (Object.keys(rules).length > 0 && code !== 'RULE_NO_BATCHES') expect(refused?.message).toContain('“原文”');
  });
});

describe('a plan is not refused', () => {
  const permitted: readonly [string, StatedRules, readonly CheckedLeg[], Partial<CheckedPlan>?][] = [
    ['where no pack demands anything', {}, [legOf(FIRE, { ...crewOf(1), ...withItem({ basis: [], byLot: false }) })]],
    [
      'for a coordinating office',
      { initiation: { initiator: 'TAKES_PART', coordinators: ['law-office'] } },
      [legOf(FIRE)],
      { initiators: ['law-office'] },
    ],
    ['for a ratio at the limit', { 'item-classes': itemClasses }, [legOf(FIRE, withItem({ ratioLimit: '20.0' }))]],
    [
      'for a key item without a limit, in batches',
      { 'item-classes': itemClasses },
      [legOf(FIRE, withItem({ itemClass: 'KEY', ratioLimit: null }), [{ stratum: '*', percent: '100' }])],
      { batches: 4 },
    ],
    [
      'for ratios that grow with the risk',
      { 'credit-classes': creditClasses as never },
      [legOf(FIRE, byClass, classQuota('1', '10', '10.0', '80'))],
    ],
    [
      'for a class that may be left out',
      { 'credit-classes': { order: 'RISKIER_NOT_LESS', zeroPermittedFor: ['A'] } },
      [legOf(FIRE, byClass, classQuota('0', '10', '20', '80'))],
    ],
    ['for two officers', { officers }, [legOf(FIRE)]],
    [
      'for specialised work with specialists',
      { 'directed-draw': { ...directed, conditionsOn: [...directed.conditionsOn] } },
      [
        legOf(FIRE, {
          ...undirected,
          ...withItem({ specialised: true }),
          crew: { size: 2, specialties: ['消防'], district: 'ANY' },
        }),
      ],
    ],
    [
      'for legs that meet',
      { 'one-visit': { legs: 'MUST_MEET', report: 'ONE' } },
      [legOf(FIRE, window('2026-05-01', '2026-05-31')), legOf(HEALTH, window('2026-05-30', '2026-06-30'))],
      { minOverlap: 2 },
    ],
  ];
  it.each(permitted)('%s', (_what, rules, legs, parts = {}) => {
    expect(refusal(rules, legs, parts)).toBeNull();
  });
});
