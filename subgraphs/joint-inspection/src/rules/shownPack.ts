import { CATALOGUE, type FullCitation, isUnknown, type RuleKind, type RulePack } from '@onevisit/rules';
import type { RulePackVersion } from '../generated/client.js';
import { contentOf } from './PlanRules.js';

/** A value that a document lost or left open, as the graph shows it. */
export interface UnsetValue {
  /** Its name in the rule, with dots. */
  readonly field: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly reason: { readonly zh: string; readonly en: string };
}

/** A rule of a pack, as the graph shows it. */
export interface ShownRule {
  readonly kind: RuleKind;
  readonly summary: { readonly zh: string; readonly en: string };
  /** JSON. */
  readonly parameters: string;
  readonly unset: readonly UnsetValue[];
  readonly citations: readonly FullCitation[];
}

/** A version of a pack, as the graph shows it. */
export interface ShownPack extends Omit<RulePack, 'rules' | 'documents'> {
  readonly id: string;
  readonly source: string;
  readonly documents: RulePack['documents'];
  readonly rules: readonly ShownRule[];
}

export function shownPack(row: RulePackVersion): ShownPack {
  const content = contentOf(row);
  const rules = CATALOGUE.flatMap(({ kind }) => shownRule(content, kind) ?? []);
  return { ...content, id: row.id, source: row.source, rules };
}

/** A pack's rule of a kind; null where it has none. */
export function shownRule(pack: RulePack, kind: RuleKind): ShownRule | null {
  const rule = pack.rules[kind];
  const definition = CATALOGUE.find((each) => each.kind === kind);
  if (rule === undefined || definition === undefined) return null;
  const { cite, ...parameters } = rule;
  return {
    kind,
    summary: definition.summary,
    parameters: JSON.stringify(parameters),
    unset: [...unsetIn(parameters, '')],
    citations: cite,
  };
}

function* unsetIn(value: unknown, field: string): Generator<UnsetValue> {
  if (typeof value !== 'object' || value === null) return;
  if (isUnknown(value as never)) {
    const { atLeast, atMost, reason } = (value as { unknown: UnsetValue }).unknown;
    yield { field, atLeast: String(atLeast), atMost: String(atMost), reason };
    return;
  }
  for (const [name, member] of Object.entries(value)) yield* unsetIn(member, field === '' ? name : `${field}.${name}`);
}
