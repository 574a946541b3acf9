import canonicalize from 'canonicalize';
import { CATALOGUE, type RuleKind } from '../catalogue/index.js';
import type { CitedRule, FullCitation, PackVersion, RulePack } from './RulePack.js';

/** A value that is not the same in two packs; undefined where one has none. */
export interface ValueChange {
  /** Names with dots, such as results.within. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A rule that is not the same in two packs. */
export type RuleDifference =
  | { readonly change: 'ADDED' | 'REMOVED'; readonly kind: RuleKind; readonly rule: CitedRule<RuleKind> }
  | {
      readonly change: 'CHANGED';
      readonly kind: RuleKind;
      readonly parameters: readonly ValueChange[];
      readonly citations: { readonly added: readonly FullCitation[]; readonly removed: readonly FullCitation[] };
    };

/** What is not the same in two packs. */
export interface PackDifference {
  readonly before: PackVersion;
  readonly after: PackVersion;
  /** Title, jurisdiction, days in force, and what is inherited from. */
  readonly head: readonly ValueChange[];
  /** In the catalogue's order. */
  readonly rules: readonly RuleDifference[];
}

/**
 * What is not the same in two packs, such as a city's and its district's, or two versions of one. A citation of which only the
 * version of its pack is another is the same.
 */
export function differenceOf(before: RulePack, after: RulePack): PackDifference {
  return {
    before: { pack: before.pack, version: before.version },
    after: { pack: after.pack, version: after.version },
    head: changes(headOf(before), headOf(after)),
    rules: CATALOGUE.flatMap(({ kind }) => ruleDifference(kind, before.rules[kind], after.rules[kind])),
  };
}

/** Whether two packs say the same, but for their names and versions. */
export function isSameIn({ head, rules }: PackDifference): boolean {
  return head.length === 0 && rules.length === 0;
}

function headOf({ title, jurisdiction, inForce, inherits }: RulePack): object {
  return { title, jurisdiction, inForce, inherits };
}

function ruleDifference<Kind extends RuleKind>(
  kind: Kind,
  before: CitedRule<Kind> | undefined,
  after: CitedRule<Kind> | undefined,
): RuleDifference[] {
  if (before === undefined) return after === undefined ? [] : [{ change: 'ADDED', kind, rule: after }];
  if (after === undefined) return [{ change: 'REMOVED', kind, rule: before }];
  const { cite: citedBefore, ...own } = before;
  const { cite: citedAfter, ...others } = after;
  const parameters = changes(own, others);
  const citations = { added: without(citedAfter, citedBefore), removed: without(citedBefore, citedAfter) };
  const isSame = parameters.length + citations.added.length + citations.removed.length === 0;
  return isSame ? [] : [{ change: 'CHANGED', kind, parameters, citations }];
}

function without(all: readonly FullCitation[], others: readonly FullCitation[]): readonly FullCitation[] {
  const key = ({ version: _, ...citation }: FullCitation) => canonicalize(citation);
  const known = new Set(others.map(key));
  return all.filter((each) => !known.has(key(each)));
}

function changes(before: unknown, after: unknown, path = ''): ValueChange[] {
  if (!isPlain(before) || !isPlain(after)) {
    return canonicalize(before) === canonicalize(after) ? [] : [{ path, before, after }];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => changes(before[name], after[name], path === '' ? name : `${path}.${name}`));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('unknown' in value);
}
