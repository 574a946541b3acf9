import type { QuotaRule } from '@onevisit/draw';
import type { QuotaBounds } from './boundsOfDemand.js';
import type { QuotaChoice } from './quotaChoice.js';
import type { Demand } from './WrittenQuota.js';

/** A stratum, what is demanded of it, and what is chosen. */
export interface StratumCase {
  readonly stratum: string;
  readonly demand: Demand | undefined;
  readonly population: number;
  readonly choice: QuotaChoice | undefined;
}

/** A stratum with its rule; `drawn` is what a draw of it takes. */
export interface ResolvedStratum extends StratumCase {
  readonly bounds: QuotaBounds;
  readonly rule: QuotaRule;
  readonly drawn: number;
}
