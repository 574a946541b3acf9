import type { BilingualText, FullCitation } from '../pack/RulePack.js';

/** Where a bound comes from: the department's quota, a rule of a pack, or what there is. */
export type BoundOrigin = 'QUOTA' | 'RULE' | 'FACT';

/** A bound on how many subjects a leg draws, in one stratum or in all of them together. */
export interface Bound {
  readonly origin: BoundOrigin;
  /** What it says, for people. */
  readonly text: BilingualText;
  /** The articles of a rule. */
  readonly cite: readonly FullCitation[];
  /** The stratum; null: all strata of the leg together. */
  readonly stratum: string | null;
  readonly side: 'AT_LEAST' | 'AT_MOST';
  /** Subjects. */
  readonly count: number;
}

/** One leg, with the strata that its pool really has. */
export interface BoundedLeg {
  readonly leg: string;
  /** Entries of each stratum, whatever their standing. */
  readonly populations: ReadonlyMap<string, number>;
  readonly bounds: readonly Bound[];
}

/** How one bound would have to change for the others to be kept. */
export interface Remedy {
  readonly bound: Bound;
  /** Subjects; a bound that cannot be changed that far has no remedy. */
  readonly count: number;
}

/** Bounds of a leg that no draw can keep together, as few as there are. */
export interface Conflict {
  readonly leg: string;
  readonly bounds: readonly Bound[];
  /** Any one of them resolves the conflict. */
  readonly remedies: readonly Remedy[];
}
