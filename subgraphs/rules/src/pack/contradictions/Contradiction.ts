import type { RulePack, RulesByKind } from '../RulePack.js';

/** Two things that a pack says and that cannot both hold. */
export interface Contradiction {
  /** Its name. */
  readonly name: string;
  /** Where in the pack, such as rules, visit-cap, liftedFor. */
  readonly path: readonly (string | number)[];
  readonly zh: string;
  readonly en: string;
}

/** What in rules cannot hold together. */
export type FindContradictions = (rules: RulesByKind) => Iterable<Contradiction>;

/** What in a pack cannot hold beside the pack that it extends. */
export type FindAgainstParent = (pack: RulePack, parent: RulePack) => Iterable<Contradiction>;
