import { countOf } from './boundsOfDemand.js';
import type { ResolvedStratum } from './ResolvedStratum.js';
import type { WrittenQuota } from './WrittenQuota.js';

/** What stands out when a quota meets a pool. */
export type QuotaRemark =
  /** The cell was written for a pool of another size: 基数474家. */
  | { readonly kind: 'BASE_DIFFERS'; readonly written: number; readonly population: number }
  /** The percentage does not amount to the count beside it: 10%(20户). The percentage is drawn. */
  | { readonly kind: 'AMOUNT_DIFFERS'; readonly stratum: string; readonly written: number; readonly amountsTo: number }
  /** More are asked for than there are; all are drawn. */
  | { readonly kind: 'POOL_SMALLER'; readonly stratum: string; readonly asked: number; readonly population: number }
  /** The choice leaves what should hold in principle. */
  | {
      readonly kind: 'AGAINST_PRINCIPLE';
      readonly stratum: string;
      readonly drawn: number;
      readonly least: number;
      readonly most: number;
    };

/** Everything that stands out; 约 differs from nothing. */
export function remarksOf(
  { base }: WrittenQuota,
  population: number,
  strata: readonly ResolvedStratum[],
): readonly QuotaRemark[] {
  const differs = base !== undefined && base.soft === undefined && base.count !== population;
  return [
    ...(differs ? [{ kind: 'BASE_DIFFERS' as const, written: base.count, population }] : []),
    ...strata.flatMap((stratum) => [...amountRemarks(stratum), ...principleRemarks(stratum)]),
  ];
}

function amountRemarks({ stratum, demand, population }: ResolvedStratum): readonly QuotaRemark[] {
  if (demand === undefined || demand.kind === 'TO_BE_SET') return [];
  const asked = Math.max(
    demand.kind === 'FIXED_COUNT' ? demand.amount.count : 0,
    demand.limits?.leastCount?.count ?? 0,
  );
  const smaller: readonly QuotaRemark[] =
    asked > population ? [{ kind: 'POOL_SMALLER', stratum, asked, population }] : [];
  if (demand.kind !== 'FIXED_PERCENT' || demand.amountsTo === undefined) return smaller;
  const written = demand.amountsTo;
  const amountsTo = countOf(demand.amount, population);
  if (written.soft !== undefined || written.count === amountsTo) return smaller;
  return [...smaller, { kind: 'AMOUNT_DIFFERS', stratum, written: written.count, amountsTo }];
}

function principleRemarks({ stratum, drawn, bounds }: ResolvedStratum): readonly QuotaRemark[] {
  const { leastInPrinciple: least, mostInPrinciple: most } = bounds;
  return drawn < least || drawn > most ? [{ kind: 'AGAINST_PRINCIPLE', stratum, drawn, least, most }] : [];
}
