import { parseAst } from 'vitest/node';

/** A node of a syntax tree (ESTree, with TypeScript's own nodes). */
interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** What is called to declare tests: `it.each(rows)` is `it`, by `each`, over rows. */
interface Declarer {
  readonly name: string;
  readonly ways: readonly string[];
  readonly rows: unknown;
}

/** Ways to declare what does not run, or not everywhere. */
const NOT_RUN: ReadonlySet<string> = new Set(['skip', 'skipIf', 'runIf', 'todo', 'fails']);

/**
 * The titles of the tests in a file of vitest's that run: of `it` and `test`, and of `it.each` the words in its rows as well, wherever
 * they are written out. Comments and other texts are no titles, nor is anything that is skipped.
 * @param source TypeScript
 */
export function testTitles(source: string): string[] {
  const program = parseAst(source, { lang: 'ts' }) as unknown as Node;
  return titlesIn(program, constantsOf(program));
}

function titlesIn(value: unknown, constants: ReadonlyMap<string, unknown>): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => titlesIn(each, constants));
  if (!isNode(value)) return [];
  const inner = () => Object.values(value).flatMap((each) => titlesIn(each, constants));
  if (value.type !== 'CallExpression') return inner();
  const declarer = declarerOf(value.callee);
  if (declarer === undefined) return inner();
  if (declarer.ways.some((way) => NOT_RUN.has(way))) return [];
  if (declarer.name === 'describe') return inner();
  const [title, ...body] = value.arguments as readonly unknown[];
  if (body.length === 0) return inner();
  return [...wordsIn(title, constants, 0), ...wordsIn(declarer.rows, constants, 2)];
}

function declarerOf(callee: unknown): Declarer | undefined {
  if (!isNode(callee)) return undefined;
  if (callee.type === 'Identifier' && ['it', 'test', 'describe'].includes(String(callee.name))) {
    return { name: String(callee.name), ways: [], rows: undefined };
  }
  if (callee.type === 'CallExpression') {
    const declarer = declarerOf(callee.callee);
    return declarer && { ...declarer, rows: (callee.arguments as readonly unknown[])[0] };
  }
  if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return undefined;
  const declarer = declarerOf(callee.object);
  return declarer && { ...declarer, ways: [...declarer.ways, String(callee.property.name)] };
}

/** The texts of an expression, in lists as many levels deep. */
function wordsIn(value: unknown, constants: ReadonlyMap<string, unknown>, levels: number): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Literal':
      return typeof value.value === 'string' ? [value.value] : [];
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return wordsIn(value.expression, constants, levels);
    case 'Identifier':
      return wordsIn(constants.get(String(value.name)), constants, levels);
    case 'ArrayExpression':
      if (levels === 0) return [];
      return (value.elements as readonly unknown[]).flatMap((each) => wordsIn(each, constants, levels - 1));
    default:
      return [];
  }
}

/** What constants of the file stand for, by name. */
function constantsOf(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.flatMap((each) => [...constantsOf(each)]));
  if (!isNode(value)) return new Map();
  const inner = Object.values(value).flatMap((each) => [...constantsOf(each)]);
  if (value.type !== 'VariableDeclarator' || !isNode(value.id)) return new Map(inner);
  return new Map([...inner, [String(value.id.name), value.init]]);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
