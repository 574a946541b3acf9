import type { RuleKind } from '../catalogue/index.js';
import type { CitedRule, RulePack } from './RulePack.js';

/**
 * The version of a pack that is in force on a date: the latest that has begun, unless it has ended; null where there is none. What a
 * version took the place of does not come back when it ends.
 * @param on YYYY-MM-DD
 */
export function packInForce(packs: readonly RulePack[], pack: string, on: string): RulePack | null {
  const begun = packs.filter((each) => each.pack === pack && each.inForce.from <= on);
  const latest = begun.reduce<RulePack | null>(
    (best, each) => (best && best.version > each.version ? best : each),
    null,
  );
  const to = latest?.inForce.to ?? null;
  return to === null || on <= to ? latest : null;
}

/** The packs that are in force on a date, each in its version of that date. */
export function packsInForce(packs: readonly RulePack[], on: string): readonly RulePack[] {
  const names = new Set(packs.map(({ pack }) => pack));
  return [...names].flatMap((name) => packInForce(packs, name, on) ?? []);
}

/** The rule of a kind that is in force in a pack on a date; null where no version is, or it has none. */
export function ruleInForce<Kind extends RuleKind>(
  packs: readonly RulePack[],
  { pack, kind, on }: { readonly pack: string; readonly kind: Kind; readonly on: string },
): CitedRule<Kind> | null {
  return (packInForce(packs, pack, on)?.rules[kind] as CitedRule<Kind> | undefined) ?? null;
}
