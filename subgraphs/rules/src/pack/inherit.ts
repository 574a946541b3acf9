import type { RuleKind } from '../catalogue/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { checkShape } from './checkShape.js';
import type { Draft } from './Draft.js';
import { type PackHead, parametersShape, type RuleStatement } from './packFile.js';
import type { FullCitation, RulePack, RulesByKind } from './RulePack.js';

/** The rules that hold in a pack, and what it or those before it dropped. */
export interface InheritedRules {
  readonly rules: RulesByKind;
  readonly dropped: NonNullable<RulePack['dropped']>;
}

type AnyRule = Readonly<Record<string, unknown>> & { readonly cite: readonly FullCitation[] };

/**
 * Applies what a pack states to what it inherits. A whole rule takes the place of the inherited one, with its citations; `set`
 * changes members of the inherited rule and adds citations to its own; `drop` takes it away.
 * Problems of a change that makes no whole rule, or of a rule that is not inherited, go to the draft's.
 */
export function inherit(draft: Draft, head: PackHead, parent: RulePack | null): InheritedRules {
  const rules = new Map<string, AnyRule>(Object.entries(parent?.rules ?? {}) as [string, AnyRule][]);
  const dropped = new Map<string, readonly FullCitation[]>(Object.entries(parent?.dropped ?? {}));
  for (const [kind, statement] of draft.statements) {
    const cite = statement.cite.map((each) => ({ pack: head.pack, version: head.version, ...each }));
    const inherited = rules.get(kind);
    if ('drop' in statement || 'set' in statement) {
      if (inherited === undefined) {
        draft.problems.addToName('OV_RULES_PACK_NOT_INHERITED', ['rules', kind], { kind });
        continue;
      }
    }
    if ('drop' in statement) {
      rules.delete(kind);
      dropped.set(kind, cite);
      continue;
    }
    const rule =
      inherited && 'set' in statement ? changedRule(draft, kind, inherited, statement) : wholeRule(statement);
    if (rule === undefined) continue;
    const before = inherited && 'set' in statement ? inherited.cite : [];
    rules.set(kind, { ...rule, cite: [...before, ...cite] });
    dropped.delete(kind);
  }
  return { rules: inOrder(rules) as RulesByKind, dropped: inOrder(dropped) };
}

function wholeRule({ cite: _, ...parameters }: RuleStatement): Readonly<Record<string, unknown>> {
  return parameters;
}

function changedRule(draft: Draft, kind: RuleKind, inherited: AnyRule, statement: RuleStatement) {
  const { cite: _, ...parameters } = inherited;
  const value = changed(parameters, (statement as { readonly set: unknown }).set);
  return checkShape(parametersShape(kind), value, ['rules', kind, 'set'], draft.text, draft.problems);
}

/** A value with changes: members of objects one by one, all else as a whole, and so what was unknown. */
function changed(value: unknown, change: unknown): unknown {
  if (!isPlain(value) || !isPlain(change)) return change;
  const members = Object.entries(change).map(([name, member]) => [name, changed(value[name], member)]);
  return { ...value, ...Object.fromEntries(members) };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('unknown' in value);
}

/** Members in the catalogue's order. */
function inOrder<Value>(byKind: ReadonlyMap<string, Value>): Record<string, Value> {
  const entries = CATALOGUE.flatMap(({ kind }) => {
    const value = byKind.get(kind);
    return value === undefined ? [] : [[kind, value] as const];
  });
  return Object.fromEntries(entries);
}
