import { type RuleKind, type RuleOf, type RulePack, shippedPacks } from '@onevisit/rules';
import type { Database } from '../database.js';
import type { JointCity } from '../jointCity.fixture.js';
import { CITY } from './PlanRules.js';

/** Parameters of rules, as a test states them. */
export type StatedRules = { readonly [Kind in RuleKind]?: RuleOf<Kind> };

/** Rules of some kinds as a shipped pack has them. */
export function shippedRules<Kind extends RuleKind>(pack: string, kinds: readonly Kind[]): StatedRules {
  const { rules } = shippedPacks().find((shipped) => shipped.pack === pack) ?? { rules: {} };
  return Object.fromEntries(
    kinds.map((kind) => {
      const rule: object | undefined = (rules as RulePack['rules'])[kind];
      if (rule === undefined) throw new Error(`${pack} has no rule ${kind}`);
      return [kind, rule];
    }),
  );
}

let packs = 0;

/**
 * Adopts a pack of the given rules and nothing else, from long ago on: plans convened from here on pin it.
 * @param department whose; the city's unless told otherwise
 * @returns the pack's id
 */
export async function adoptRules(city: JointCity, rules: StatedRules, department: string = CITY): Promise<string> {
  return await adoptPack(city, packOf(rules), department);
}

/** A plan pins a pack of the given rules and nothing else, as the city's. */
export async function pinPack(database: Database, planId: string, rules: StatedRules): Promise<void> {
  const packId = await loadPack(database, packOf(rules), new Date());
  await database.planRules.create({ data: { planId, department: CITY, packId } });
}

/** A pack of the given rules, each cited. */
export function packOf(rules: StatedRules): RulePack {
  packs += 1;
  const pack = `test-${packs}`;
  const cited = Object.entries(rules).map(([kind, rule]) => {
    const cite = [{ pack, version: 1, document: 'test', article: `art. ${kind}`, text: '原文' }];
    return [kind, { ...rule, cite }] as const;
  });
  return {
    pack,
    version: 1,
    title: { zh: '测试', en: 'Test' },
    jurisdiction: { name: { zh: '测试市', en: 'Test city' } },
    inherits: [],
    inForce: { from: '2000-01-01', to: null },
    documents: [{ pack, id: 'test', title: '测试', issuer: '测试', date: '2000-01-01' }],
    rules: Object.fromEntries(cited) as RulePack['rules'],
    hash: '0'.repeat(64),
  };
}

/** Adopts a pack, from long ago on. @returns its id */
export async function adoptPack(city: JointCity, content: RulePack, department: string = CITY): Promise<string> {
  const id = await loadPack(city.database, content, city.now);
  const adopted = { adoptedBy: 'test', adoptedAt: city.now };
  await city.database.ruleAdoption.create({ data: { department, packId: id, from: '2000-01-01', ...adopted } });
  return id;
}

async function loadPack(database: Database, content: RulePack, loadedAt: Date): Promise<string> {
  const { pack, version, hash } = content;
  const id = `${pack}@${version}`;
  const loaded = { source: '', loadedBy: 'test', loadedAt };
  await database.rulePackVersion.upsert({
    where: { id },
    create: { id, pack, version, hash, content: JSON.parse(JSON.stringify(content)), ...loaded },
    update: {},
  });
  return id;
}
