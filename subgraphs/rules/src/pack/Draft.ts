import type { RuleKind } from '../catalogue/index.js';
import { SourceText } from '../SourceText.js';
import { checkShape, KINDS } from './checkShape.js';
import { PackProblems } from './PackProblem.js';
import { isRuleKind, type PackHead, packHead, type RuleStatement, statementShapes } from './packFile.js';

/** A pack's file. */
export interface PackSource {
  /** Its name, as errors tell it. */
  readonly file: string;
  /** YAML or JSON. */
  readonly text: string;
}

/** A pack as its own file states it, before it inherits; with all that is wrong with it so far. */
export interface Draft {
  readonly text: SourceText;
  readonly problems: PackProblems;
  /** Undefined where it is wrong. */
  readonly head: PackHead | undefined;
  /** The statements that have the shape of their kind. */
  readonly statements: ReadonlyMap<RuleKind, RuleStatement>;
}

/** Reads a file as far as its shape goes. */
export function readDraft({ file, text: content }: PackSource): Draft {
  const text = new SourceText(file, content);
  const problems = new PackProblems(text);
  const statements = new Map<RuleKind, RuleStatement>();
  if (!text.readable) return { text, problems, head: undefined, statements };
  const { rules, ...others } = membersOf(text.content);
  const head = checkShape(packHead, isObject(text.content) ? others : text.content, [], text, problems);
  if (!isObject(rules)) {
    if (isObject(text.content)) problems.addToName('OV_RULES_PACK_MISSING', ['rules'], { key: 'rules' });
    return { text, problems, head, statements };
  }
  for (const [kind, value] of Object.entries(rules)) {
    const shape = statementShapes.get(kind);
    if (shape === undefined || !isRuleKind(kind)) {
      problems.addToName('OV_RULES_PACK_UNKNOWN_KIND', ['rules', kind], { kind, kinds: KINDS });
      continue;
    }
    const statement = checkShape(shape, value, ['rules', kind], text, problems);
    if (statement !== undefined) statements.set(kind, statement);
  }
  return { text, problems, head, statements };
}

function membersOf(content: unknown): Record<string, unknown> {
  return isObject(content) ? content : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
