import { type Leg as DrawLeg, type QuotaRule as DrawQuotaRule, parseTerms, type Terms } from '@onevisit/draw';
import type { Leg, PlannedItem } from '../generated/client.js';

/** One stratum's quota, as kept: members that were not given are absent. */
export interface QuotaRule {
  readonly stratum: string;
  readonly count?: number;
  readonly percent?: string;
  readonly min?: number;
  readonly max?: number;
}

/** A leg's crew rule, as kept. */
export interface CrewRule {
  readonly size: number;
  readonly specialties: readonly string[];
  readonly district: 'ANY' | 'SAME' | 'CROSS';
}

/** A plan's parts that a draw depends on. */
export interface PlanParts {
  readonly minOverlap: number;
  readonly publicSource: string;
  readonly legs: readonly (Leg & { readonly items: readonly PlannedItem[] })[];
}

/**
 * The terms of a plan's draw (draw protocol, section 1): a leg is a department's task, its items the live items' ids.
 * @throws DrawError for whatever the protocol refuses in terms
 */
export function termsOf(plan: PlanParts): Terms {
  return parseTerms({
    legs: plan.legs.map((leg): DrawLeg => {
      const crew = leg.crew as unknown as CrewRule;
      return {
        id: leg.id,
        department: leg.department,
        items: leg.items.map((item) => item.itemId),
        window: [leg.windowFirst, leg.windowLast],
        quota: { strata: strataOf(leg.quota as unknown as readonly QuotaRule[]) },
        crew: { size: crew.size, specialties: crew.specialties, district: crew.district },
      };
    }),
    minOverlap: plan.minOverlap,
    publicSource: plan.publicSource,
  });
}

function strataOf(rules: readonly QuotaRule[]): Record<string, DrawQuotaRule> {
  return Object.fromEntries(rules.map(({ stratum, ...rule }) => [stratum, rule as DrawQuotaRule]));
}
