import { reasonOf } from '@onevisit/kit/errors';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** A place in a file, from line 1, column 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Members and indices from the root of a file to something in it. */
export type Path = readonly PropertyKey[];

/** Something that is not YAML, or a member that stands twice. */
export interface TextProblem {
  readonly kind: 'SYNTAX' | 'DUPLICATE_KEY';
  readonly problem: string;
  readonly place: Place;
}

/** A file of YAML 1.2 (or JSON, which is YAML), which knows where each of its members stands. */
export class SourceText {
  readonly file: string;
  /** Why it cannot be read, or not as it was meant. */
  readonly problems: readonly TextProblem[];
  /** Plain data, as JSON would hold it; dates stay text. Undefined where it is no YAML. */
  readonly content: unknown;
  readonly #lines = new LineCounter();
  readonly #root: unknown;

  /** @param file how errors call the text: a file's name */
  constructor(file: string, text: string) {
    this.file = file;
    const lineCounter = this.#lines;
    const document = parseDocument(text, { lineCounter, version: '1.2', schema: 'core', prettyErrors: false });
    this.#root = document.contents;
    const problems: TextProblem[] = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      kind: code === 'DUPLICATE_KEY' ? 'DUPLICATE_KEY' : 'SYNTAX',
      problem: message,
      place: this.#placeAt(pos[0]),
    }));
    if (problems.every(({ kind }) => kind === 'DUPLICATE_KEY')) {
      try {
        this.content = document.toJS();
      } catch (cause) {
        // Aliases of nothing, or without end.
        problems.push({ kind: 'SYNTAX', problem: reasonOf(cause), place: this.#placeAt(0) });
      }
    }
    this.problems = problems;
  }

  /** Whether its content can be looked at; members that stand twice can. */
  get readable(): boolean {
    return this.problems.every(({ kind }) => kind === 'DUPLICATE_KEY');
  }

  /** The place of a member: of its value where that stands on one line, else of its name; of what is nearest where there is none. */
  placeOf(path: Path): Place {
    const { offset } = this.#find(path);
    return this.#placeAt(offset);
  }

  /** The place of a member's name. */
  placeOfName(path: Path): Place {
    const { name, offset } = this.#find(path);
    return this.#placeAt(name ?? offset);
  }

  /** Whether there is such a member. */
  has(path: Path): boolean {
    return this.#find(path).complete;
  }

  #find(path: Path): { readonly offset: number; readonly name?: number; readonly complete: boolean } {
    let node: unknown = this.#root;
    let offset = startOf(node) ?? 0;
    let name: number | undefined;
    for (const step of path) {
      const pair: Pair | undefined = isMap(node)
        ? node.items.find(({ key }) => nameOf(key) === String(step))
        : undefined;
      const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
      if (pair === undefined && next === undefined)
        return { offset, ...(name === undefined ? {} : { name }), complete: false };
      name = pair === undefined ? undefined : startOf(pair.key);
      offset = (isScalar(next) || name === undefined ? startOf(next) : name) ?? name ?? offset;
      node = next;
    }
    return { offset, ...(name === undefined ? {} : { name }), complete: true };
  }

  #placeAt(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** A place as people write it: `file:line:column`. */
export function printPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
