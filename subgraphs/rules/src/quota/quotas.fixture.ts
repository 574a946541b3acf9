import fc from 'fast-check';
import { comparePercents, percentText } from './percentText.js';
import { UNITS, type Unit } from './units.js';
import type {
  CountAmount,
  Demand,
  Frequency,
  LevelShare,
  Limits,
  PercentAmount,
  PoolSize,
  Share,
  StratumShare,
  WrittenQuota,
} from './WrittenQuota.js';

/** Without members that are undefined. */
function present<Value extends object>(value: { [Key in keyof Value]: Value[Key] | undefined }): Value {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Value;
}

const units = fc.constantFrom(...(Object.keys(UNITS) as Unit[]));
const softs = fc.constantFrom(undefined, 'IN_PRINCIPLE' as const, 'ABOUT' as const);
const percents = fc
  .oneof(
    fc.nat(100),
    fc.nat(1000).map((tenths) => tenths / 10),
    fc.constantFrom(0.005, 33.3333),
  )
  .map((percent) => percentText(String(percent)));
const counts = fc.oneof(fc.nat(20), fc.nat(1_000_000));
const maybe = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined });

const percentAmount = (percent: string): fc.Arbitrary<PercentAmount> =>
  fc.record({ unit: maybe(units), soft: softs }).map((rest) => present<PercentAmount>({ percent, ...rest }));
const countAmount = (count: number): fc.Arbitrary<CountAmount> =>
  fc.record({ unit: units, soft: softs }).map((rest) => present<CountAmount>({ count, ...rest }));

/** Limits around an amount of either sort, in order. */
const limitsAround = (sort: 'PERCENT' | 'COUNT' | 'NONE') =>
  fc
    .record({
      three: fc.tuple(percents, percents, percents).map((all) => [...all].sort(comparePercents)),
      threeCounts: fc.tuple(counts, counts, counts).map((all) => [...all].sort((a, b) => a - b)),
      exclusive: fc.tuple(fc.boolean(), fc.boolean()),
      has: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    })
    .chain(({ three, threeCounts, exclusive, has }) => {
      const [low = '0', middle = '0', high = '0'] = three;
      const [least = 0, between = 0, most = 0] = threeCounts;
      const limit = (percent: string, isExclusive: boolean) =>
        percentAmount(percent).map((amount) => (isExclusive ? { ...amount, exclusive: true as const } : amount));
      return fc.record({
        percent: percentAmount(middle),
        count: countAmount(between),
        limits: fc
          .tuple(limit(low, exclusive[0]), limit(high, exclusive[1]), countAmount(least), countAmount(most))
          .map(([leastPercent, mostPercent, leastCount, mostCount]) =>
            present<Limits>({
              leastPercent: has[0] || (sort === 'NONE' && !has.includes(true)) ? leastPercent : undefined,
              mostPercent: has[1] ? mostPercent : undefined,
              leastCount: has[2] ? leastCount : undefined,
              mostCount: has[3] ? mostCount : undefined,
            }),
          ),
      });
    });

const limited = (limits: Limits) => (Object.keys(limits).length === 0 ? {} : { limits });

/** Demands that a cell can say. */
export const demands: fc.Arbitrary<Demand> = fc.oneof(
  fc.constant<Demand>({ kind: 'TO_BE_SET' }),
  limitsAround('NONE').map(({ limits }): Demand => ({ kind: 'BOUNDED', limits })),
  limitsAround('COUNT').map(
    ({ count, limits }): Demand => ({ kind: 'FIXED_COUNT', amount: count, ...limited(limits) }),
  ),
  fc.tuple(limitsAround('PERCENT'), maybe(counts.chain(countAmount))).map(
    ([{ percent, limits }, amountsTo]): Demand => ({
      kind: 'FIXED_PERCENT',
      amount: percent,
      ...(amountsTo !== undefined && { amountsTo }),
      ...limited(limits),
    }),
  ),
);

const tiers: fc.Arbitrary<StratumShare> = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 2 }),
    unit: units,
    demands: fc.array(demands, { minLength: 3, maxLength: 3 }),
    open: fc.boolean(),
  })
  .map(({ cuts, unit, demands: all, open }) => {
    const sorted = [...cuts].sort((a, b) => a - b);
    const sizes = [...sorted, undefined].map((most, index) =>
      present<PoolSize>({
        least: index === 0 ? undefined : (sorted[index - 1] ?? 0) + 1,
        most,
        unit,
      }),
    );
    return {
      kind: 'BY_POOL_SIZE',
      tiers: sizes
        .slice(open ? 1 : 0)
        .flatMap((size, index) => (all[index] === undefined ? [] : [{ size, demand: all[index] }])),
    };
  });

const stratumShares: fc.Arbitrary<StratumShare> = fc.oneof(demands, tiers);

/** Names of strata, some of them words of the language. */
export const stratumNames = fc.oneof(
  fc.constantFrom(
    '守信',
    '警示',
    '失信',
    '严重失信',
    'A',
    'B',
    'ALL',
    '*',
    '不少于',
    'a"b',
    'x;y',
    '市级',
    'ＡＢ＂',
    '5%',
    '“引”',
  ),
  fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
);

const levelShares: fc.Arbitrary<LevelShare> = fc.oneof(
  stratumShares,
  fc
    .uniqueArray(fc.record({ stratum: stratumNames, share: stratumShares }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ stratum }) => stratum,
    })
    .map((strata): LevelShare => ({ kind: 'BY_STRATUM', strata })),
);

const shares: fc.Arbitrary<Share> = fc.oneof(
  levelShares,
  fc
    .record({ PROVINCE: maybe(levelShares), CITY: levelShares, DISTRICT: maybe(levelShares) })
    .map((levels): Share => ({ kind: 'BY_LEVEL', levels: present(levels) })),
);

const frequencies: fc.Arbitrary<Frequency> = fc
  .record({
    times: fc.tuple(fc.nat(30), fc.nat(30)).map((all) => [...all].sort((a, b) => a - b)),
    bounds: fc.constantFrom('LEAST', 'MOST', 'BOTH'),
    months: maybe(fc.integer({ min: 1, max: 120 })),
    soft: softs,
  })
  .map(({ times: [low = 0, high = 0], bounds, months, soft }) =>
    present<Frequency>({
      least: bounds === 'MOST' ? undefined : low,
      most: bounds === 'LEAST' ? undefined : high,
      months,
      soft,
    }),
  );

/** Quotas that a cell can say. */
export const quotas: fc.Arbitrary<WrittenQuota> = fc
  .record({
    itemClass: fc.constantFrom(undefined, 'KEY' as const, 'GENERAL' as const),
    share: maybe(shares),
    overall: maybe(demands),
    yearly: maybe(demands),
    frequency: maybe(frequencies),
    base: maybe(counts.chain(countAmount)),
  })
  .map((quota) => present<WrittenQuota>(quota))
  .filter(({ itemClass: _, ...rest }) => Object.keys(rest).length > 0);
