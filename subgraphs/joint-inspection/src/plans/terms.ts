import {
  type Leg as DrawLeg,
  type QuotaRule as DrawQuotaRule,
  parseTerms,
  sortedBytewise,
  type Terms,
} from '@onevisit/draw';

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

/** A plan's parts that a draw depends on, as proposed or as kept (where `quota` and `crew` are JSON). */
export interface PlanParts {
  readonly minOverlap: number;
  readonly publicSource: string;
  readonly legs: readonly {
    readonly id: string;
    readonly department: string;
    readonly windowFirst: string;
    readonly windowLast: string;
    readonly quota: unknown;
    readonly crew: unknown;
    readonly items: readonly { readonly itemId: string }[];
  }[];
}

/**
 * The terms of a plan's draw (draw protocol, section 1): a leg is a department's task, its items the live items' ids, bytewise.
 * @throws DrawError for whatever the protocol refuses in terms; legs are named by their place in `plan.legs`
 */
export function termsOf(plan: PlanParts): Terms {
  return parseTerms({
    legs: plan.legs.map((leg): DrawLeg => {
      const crew = leg.crew as CrewRule;
      return {
        id: leg.id,
        department: leg.department,
        items: sortedBytewise(leg.items.map((item) => item.itemId)),
        window: [leg.windowFirst, leg.windowLast],
        quota: { strata: strataOf(leg.quota as readonly QuotaRule[]) },
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
