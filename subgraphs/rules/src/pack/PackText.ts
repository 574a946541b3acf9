import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

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

/** A file of YAML (or JSON, which is YAML), which knows where each of its members stands. */
export class PackText {
  readonly file: string;
  readonly problems: readonly TextProblem[];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(file: string, text: string) {
    this.file = file;
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, version: '1.2' });
    this.#document = document;
    this.problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      kind: code === 'DUPLICATE_KEY' ? 'DUPLICATE_KEY' : 'SYNTAX',
      problem: message,
      place: this.#placeAt(pos[0]),
    }));
  }

  /** Whether it is YAML at all; members that stand twice can still be read. */
  get readable(): boolean {
    return this.problems.every(({ kind }) => kind === 'DUPLICATE_KEY');
  }

  /** Its content as plain data. */
  get content(): unknown {
    return this.#document.toJS();
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
    let node: unknown = this.#document.contents;
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
