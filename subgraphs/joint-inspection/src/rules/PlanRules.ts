import { type RuleKind, type RulePack, Rules } from '@onevisit/rules';
import type { Prisma } from '../database.js';

/** The scope of the city's own pack, which holds for plans and for every department without a pack of its own. */
export const CITY = '';

/** A pack with nothing in it: what holds where none was adopted. */
const NO_PACK: RulePack = {
  pack: 'none',
  version: 1,
  title: { zh: '未采用细则', en: 'No rule pack adopted' },
  jurisdiction: { name: { zh: '', en: '' } },
  inherits: [],
  inForce: { from: '0001-01-01', to: null },
  documents: [],
  rules: {},
  hash: '',
};

/**
 * The rules that hold for a plan: the city's for the plan as a whole, and for each department those of its own pack
 * where it has one, else the city's.
 */
export class PlanRules {
  readonly city: Rules;
  readonly #departments: ReadonlyMap<string, Rules>;

  /** @param packs by department; the city's under CITY */
  constructor(packs: ReadonlyMap<string, RulePack>) {
    this.city = new Rules(packs.get(CITY) ?? NO_PACK);
    this.#departments = new Map(
      [...packs].filter(([scope]) => scope !== CITY).map(([scope, pack]) => [scope, new Rules(pack)]),
    );
  }

  /** The rules of a department's legs. */
  of(department: string): Rules {
    return this.#departments.get(department) ?? this.city;
  }

  /** The rules of a kind among departments, with whom each is of; departments without it are left out. */
  each<Kind extends RuleKind>(departments: Iterable<string>, kind: Kind) {
    return [...departments].flatMap((department) => {
      const rules = this.of(department);
      const rule = rules.rule(kind);
      return rule === null ? [] : [{ department, rules, rule }];
    });
  }
}

type Queries = Pick<Prisma.TransactionClient, 'planRules' | 'ruleAdoption' | 'leg'>;

/** The rules that a plan has pinned. */
export async function rulesOfPlan(database: Queries, planId: string): Promise<PlanRules> {
  const [rules] = await rulesOfPlans(database, [planId]);
  return rules ?? new PlanRules(new Map());
}

/** A pack that a plan has pinned. */
export type PinnedPack = Awaited<ReturnType<typeof pinnedPacks>>[number];

/** The packs that plans have pinned: of each plan the city's first, then those of departments. */
export async function pinnedPacks(database: Queries, planIds: readonly string[]) {
  const where = { planId: { in: [...planIds] } };
  return await database.planRules.findMany({ where, include: { pack: true }, orderBy: { department: 'asc' } });
}

/** The rules that plans have pinned, in the order of the plans. */
export async function rulesOfPlans(database: Queries, planIds: readonly string[]): Promise<PlanRules[]> {
  const pins = await pinnedPacks(database, planIds);
  return planIds.map((planId) => {
    const own = pins.filter((pin) => pin.planId === planId);
    return new PlanRules(new Map(own.map((pin) => [pin.department, contentOf(pin.pack)])));
  });
}

/** A pack in force, and the row that it stands in. */
export interface PackInForce {
  readonly id: string;
  readonly pack: RulePack;
}

/**
 * The packs in force on a day, by scope: of each scope the one adopted last among those whose first day has come.
 * @param departments whose own packs count besides the city's
 */
export async function packsInForce(
  database: Queries,
  on: string,
  departments: Iterable<string>,
): Promise<ReadonlyMap<string, PackInForce>> {
  const adoptions = await database.ruleAdoption.findMany({
    where: { department: { in: [CITY, ...departments] }, from: { lte: on } },
    orderBy: [{ from: 'desc' }, { seq: 'desc' }],
    distinct: ['department'],
    include: { pack: true },
  });
  return new Map(adoptions.map(({ department, packId, pack }) => [department, { id: packId, pack: contentOf(pack) }]));
}

/** The rules in force on a day, as a plan convened on it would pin them. */
export async function rulesInForce(database: Queries, on: string, departments: Iterable<string>): Promise<PlanRules> {
  const packs = await packsInForce(database, on, departments);
  return new PlanRules(new Map([...packs].map(([scope, { pack }]) => [scope, pack])));
}

/** A plan keeps the packs that are in force when it is convened. @returns which, for the ledger */
export async function pinRules(
  tx: Queries,
  planId: string,
  departments: Iterable<string>,
  today: string,
): Promise<Readonly<Record<string, string>>> {
  const packs = [...(await packsInForce(tx, today, departments))];
  await tx.planRules.createMany({ data: packs.map(([department, { id }]) => ({ planId, department, packId: id })) });
  return Object.fromEntries(packs.map(([department, { id }]) => [department, id]));
}

/**
 * A plan that takes departments in, or of which one accepts a finding, keeps the packs of theirs that are in force on the day, beside those
 * that it has pinned.
 * @returns all that it has pinned
 */
export async function pinRulesOf(
  tx: Queries,
  planId: string,
  departments: Iterable<string>,
  today: string,
): Promise<PlanRules> {
  const known = await tx.leg.findMany({ where: { planId }, select: { department: true } });
  const added = [...departments].filter((code) => !known.some(({ department }) => department === code));
  const packs = [...(await packsInForce(tx, today, added))].filter(([scope]) => scope !== CITY);
  const data = packs.map(([department, { id }]) => ({ planId, department, packId: id }));
  await tx.planRules.createMany({ data, skipDuplicates: true });
  return await rulesOfPlan(tx, planId);
}

/** The content of a pack that was loaded. */
export function contentOf(row: { readonly content: unknown }): RulePack {
  return row.content as RulePack;
}
