import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

interface Kept<Value> {
  /** With the document, whose text it may outlive. */
  readonly bytes: number;
  readonly values: Map<string, Value>;
}

/**
 * What was made of documents, each under a name: the operation's, or that of a class of viewers. It holds no more than so many
 * bytes (of JSON; objects take two or three times as much), and forgets first what it was asked for longest ago. Apollo Server keeps
 * documents within bounds of its own, but knows nothing of what hangs on them.
 */
export class KeptByDocument<Value> {
  readonly #documents: LRUCache<DocumentNode, Kept<Value>>;

  constructor(mostBytes: number) {
    this.#documents = new LRUCache({ maxSize: mostBytes, sizeCalculation: ({ bytes }) => bytes });
  }

  /** How many documents something is kept of. */
  get size(): number {
    return this.#documents.size;
  }

  get(document: DocumentNode, name: string): Value | undefined {
    return this.#documents.get(document)?.values.get(name);
  }

  /** @param bytes how many it takes, as JSON */
  set(document: DocumentNode, name: string, value: Value, bytes: number): void {
    const kept = this.#documents.get(document) ?? { bytes: bytesOf(document), values: new Map<string, Value>() };
    const added = kept.values.has(name) ? 0 : bytes;
    kept.values.set(name, value);
    this.#documents.set(document, { bytes: kept.bytes + added, values: kept.values });
  }
}

/** How many bytes something takes as JSON, more or less: letters count one. */
export function bytesOf(value: object): number {
  return JSON.stringify(value).length;
}
