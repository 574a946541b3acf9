import { calendarDate } from '@onevisit/kit';
import { CATALOGUE, differenceOf, type RuleKind } from '@onevisit/rules';
import type { JointContext } from '../context.js';
import { jointError } from '../errors.js';
import type { JointPlan } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { CITY, contentOf, packsInForce } from '../rules/PlanRules.js';
import { shownDifference } from '../rules/shownDifference.js';
import { type ShownPack, shownPack, shownRule } from '../rules/shownPack.js';

interface InForce {
  readonly kind: string;
  /** Today where it is null. */
  readonly on?: string | null;
  readonly department?: string | null;
}

/** Resolvers of the queries about rule packs. */
export function ruleQueries({ database, clock }: Joint) {
  const packOf = async (id: string) => {
    const row = await database.rulePackVersion.findUnique({ where: { id } });
    if (row === null) throw jointError('OV_JOINT_UNKNOWN_RULE_PACK', { id });
    return row;
  };
  return {
    rulePacks: async (_: unknown, { pack }: { readonly pack?: string | null }) => {
      const where = pack == null ? {} : { pack };
      const rows = await database.rulePackVersion.findMany({ where, orderBy: [{ pack: 'asc' }, { version: 'asc' }] });
      return rows.map(shownPack);
    },
    rulePack: async (_: unknown, { id }: { readonly id: string }) => {
      const row = await database.rulePackVersion.findUnique({ where: { id } });
      return row === null ? null : shownPack(row);
    },
    ruleInForce: async (_: unknown, { kind, on, department }: InForce) => {
      const known = CATALOGUE.find((each) => each.kind === kind);
      if (known === undefined) {
        const kinds = CATALOGUE.map((each) => each.kind).join(', ');
        throw jointError('OV_JOINT_UNKNOWN_RULE_KIND', { kind, kinds });
      }
      const packs = await packsInForce(database, on ?? calendarDate(clock()), department == null ? [] : [department]);
      const found = packs.get(department ?? CITY) ?? packs.get(CITY);
      const rule = found === undefined ? null : shownRule(found.pack, kind as RuleKind);
      return rule === null || found === undefined ? null : { packId: found.id, rule };
    },
    rulePackDiff: async (_: unknown, { from, to }: { readonly from: string; readonly to: string }) => {
      const [before, after] = await Promise.all([packOf(from), packOf(to)]);
      return shownDifference(differenceOf(contentOf(before), contentOf(after)));
    },
  };
}

/** The packs of a plan: the city's, and those of departments that take part. That another has accepted a transfer is not for everybody. */
export async function planRulesOf({ id }: JointPlan, _: unknown, { loaders }: JointContext) {
  const [pins, legs] = await Promise.all([loaders.packsOfPlan.load(id), loaders.legsOfPlan.load(id)]);
  const takePart = new Set([CITY, ...legs.map(({ department }) => department)]);
  return pins
    .filter(({ department }) => takePart.has(department))
    .map(({ department, pack }) => ({
      department: department === CITY ? null : { id: department },
      pack: shownPack(pack),
    }));
}

/** Resolvers of RulePack. */
export const rulePackResolvers = {
  inForce: ({ inForce: { from, to } }: ShownPack) => ({ first: from, last: to }),
};
