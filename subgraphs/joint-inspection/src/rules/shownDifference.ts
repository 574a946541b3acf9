import { type FullCitation, type PackDifference, printDifference } from '@onevisit/rules';

/** What is not the same in two packs, as the graph shows it. */
export interface ShownDifference {
  readonly text: string;
  readonly rules: readonly {
    readonly kind: string;
    readonly change: string;
    readonly parameters: readonly {
      readonly path: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
    readonly citationsAdded: readonly FullCitation[];
    readonly citationsRemoved: readonly FullCitation[];
  }[];
}

export function shownDifference(difference: PackDifference): ShownDifference {
  const rules = difference.rules.map((rule) => {
    const { kind, change } = rule;
    if (rule.change !== 'CHANGED') return { kind, change, parameters: [], citationsAdded: [], citationsRemoved: [] };
    const { added, removed } = rule.citations;
    const parameters = rule.parameters.map(({ path, before, after }) => {
      return { path, before: asJson(before), after: asJson(after) };
    });
    return { kind, change, parameters, citationsAdded: added, citationsRemoved: removed };
  });
  return { text: printDifference(difference), rules };
}

function asJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
