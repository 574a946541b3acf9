import { ruleError } from '../errors.js';
import { printDemand } from './printDemand.js';
import { sizeText } from './printQuota.js';
import type { ByPoolSize, ByStratum, Demand, Level, LevelShare, StratumShare, WrittenQuota } from './WrittenQuota.js';
import { WORDINGS } from './wording.js';

/** What a quota is applied to. */
export interface QuotaScope {
  /** The plan's level; needed if the quota is by level. */
  readonly level?: Level;
  /** Entries of each stratum of the pool, whatever their standing; an empty stratum is 0. */
  readonly populations: Readonly<Record<string, number>>;
  /** The pool's name of a stratum, by the name that the quota has for it, such as `{守信: 'A'}`; the same if not there. */
  readonly names?: Readonly<Record<string, string>>;
}

/** What a quota demands of a pool. */
export interface Demands {
  /** By the pool's names; undefined where the quota leaves the stratum to the plan. */
  readonly byStratum: ReadonlyMap<string, Demand | undefined>;
  /** A demand on the pool that does not say how it is divided among several strata: 60-70家. */
  readonly pool?: Demand;
}

/**
 * The demand on each stratum: the level's, of its own or of 其余, of the tier for the stratum's size. Where strata are not named,
 * a percentage holds in each of them, and a count for them together; a tier goes by the size of the whole pool.
 * @throws OV_RULES_QUOTA_POPULATION, _LEVEL, _STRATUM_UNKNOWN, _STRATUM_TWICE, _STRATUM_WITHOUT, _NO_TIER, _TO_BE_SET
 */
export function demandsFor({ share }: WrittenQuota, scope: QuotaScope): Demands {
  const populations = Object.entries(scope.populations);
  for (const [stratum, population] of populations) {
    if (!Number.isSafeInteger(population) || population < 0) {
      throw ruleError('OV_RULES_QUOTA_POPULATION', { stratum, population });
    }
  }
  if (share === undefined) return { byStratum: new Map(populations.map(([stratum]) => [stratum, undefined])) };
  const own = share.kind === 'BY_LEVEL' ? shareOfLevel(share.levels, scope.level) : share;
  if (own.kind === 'BY_STRATUM') return { byStratum: byStratum(own, scope) };
  const demand = demandOfSize(own, populationOf(scope), '全部 all');
  const divided = populations.length === 1 || !hasCount(demand);
  return {
    byStratum: new Map(populations.map(([stratum]) => [stratum, divided ? demand : undefined])),
    ...(!divided && { pool: demand }),
  };
}

/** Entries of the whole pool. */
export function populationOf({ populations }: QuotaScope): number {
  return Object.values(populations).reduce((sum, population) => sum + population, 0);
}

function shareOfLevel(levels: Readonly<Partial<Record<Level, LevelShare>>>, level: Level | undefined): LevelShare {
  const share = level && levels[level];
  if (share !== undefined) return share;
  throw ruleError('OV_RULES_QUOTA_LEVEL', { level: level ?? '?', known: Object.keys(levels).join(', ') });
}

function byStratum({ strata }: ByStratum, { populations, names = {} }: QuotaScope): Demands['byStratum'] {
  const shares = new Map<string, StratumShare>();
  for (const { stratum: written, share } of strata) {
    const stratum = Object.hasOwn(names, written) ? (names[written] ?? written) : written;
    if (stratum !== '*' && !Object.hasOwn(populations, stratum)) {
      const known = Object.keys(populations).join(', ');
      throw ruleError('OV_RULES_QUOTA_STRATUM_UNKNOWN', { stratum, known });
    }
    if (shares.has(stratum)) throw ruleError('OV_RULES_QUOTA_STRATUM_TWICE', { stratum });
    shares.set(stratum, share);
  }
  return new Map(
    Object.entries(populations).map(([stratum, population]) => {
      const share = shares.get(stratum) ?? shares.get('*');
      if (share === undefined) throw ruleError('OV_RULES_QUOTA_STRATUM_WITHOUT', { stratum });
      return [stratum, demandOfSize(share, population, stratum)];
    }),
  );
}

function demandOfSize(share: StratumShare, population: number, place: string): Demand {
  const demand = share.kind === 'BY_POOL_SIZE' ? tierOf(share, population) : share;
  if (demand.kind === 'TO_BE_SET') throw ruleError('OV_RULES_QUOTA_TO_BE_SET', { placeZh: place, placeEn: place });
  return demand;
}

function tierOf({ tiers }: ByPoolSize, population: number): Demand {
  const tier = tiers.find(({ size: { least = 0, most = population } }) => least <= population && population <= most);
  if (tier !== undefined) return tier.demand;
  const named = (language: 'zh' | 'en') => tiers.map(({ size }) => sizeText(size, WORDINGS[language])).join('; ');
  throw ruleError('OV_RULES_QUOTA_NO_TIER', { population, tiersZh: named('zh'), tiersEn: named('en') });
}

function hasCount(demand: Demand): boolean {
  if (demand.kind === 'TO_BE_SET') return false;
  const { leastCount, mostCount } = demand.limits ?? {};
  return demand.kind === 'FIXED_COUNT' || leastCount !== undefined || mostCount !== undefined;
}

/** A demand in the words of an error's two languages; open if there is none. */
export function demandWords(demand: Demand | undefined): { readonly demandZh: string; readonly demandEn: string } {
  if (demand === undefined) return { demandZh: '由计划选定', demandEn: 'left to the plan' };
  return { demandZh: printDemand(demand, 'zh'), demandEn: printDemand(demand, 'en') };
}
