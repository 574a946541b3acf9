import type { FullCitation } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { rulesOfPlan } from '../rules/PlanRules.js';
import { CONFLICT, GROUNDS, type Ground } from './Ground.js';

/** How many entries of a leg got a standing from a rule: GraphQL's DrawStanding. */
export interface GivenStanding {
  readonly standing: string;
  readonly legId: string;
  /** The kind of rule; null for the cap of the plan itself and for its earlier draws. */
  readonly rule: Exclude<Ground, 'plan-cap' | 'earlier-draw'> | typeof CONFLICT | null;
  /** Where the rule stands. */
  readonly citation: readonly FullCitation[];
  readonly count: number;
}

/**
 * The standings that rules gave to the entries of a draw, by leg, with their citations; summed over its stored pages, since a
 * freeze may have been taken up by several processes.
 */
export async function givenStandings(
  tx: Prisma.TransactionClient,
  draw: { readonly id: string; readonly planId: string },
): Promise<readonly GivenStanding[]> {
  const sums = await tx.$queryRaw<{ source: string; ground: Ground | typeof CONFLICT; count: number }[]>`
    SELECT source, each.key AS ground, sum(each.value::int)::int AS count
    FROM roster_page, jsonb_each_text(given) AS each
    WHERE draw_id = ${draw.id} AND given IS NOT NULL
    GROUP BY source, each.key ORDER BY source, each.key`;
  if (sums.length === 0) return [];
  const rules = await rulesOfPlan(tx, draw.planId);
  const legs = await tx.leg.findMany({ where: { planId: draw.planId }, select: { id: true, department: true } });
  const departmentOf = new Map(legs.map((leg) => [leg.id, leg.department]));
  return sums.map(({ source: legId, ground, count }) => {
    const standing = ground === CONFLICT ? GROUNDS['visit-cap'] : GROUNDS[ground];
    const rule = ground === 'plan-cap' || ground === 'earlier-draw' ? null : ground;
    const cited = rule === null ? null : rules.of(departmentOf.get(legId) ?? '').rule(rule);
    return { standing, legId, rule, citation: cited?.cite ?? [], count };
  });
}
