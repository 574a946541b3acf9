import { InMemoryLRUCache, type KeyValueCache, type KeyValueCacheSetOptions } from '@apollo/utils.keyvaluecache';
import type { PersistedDocument } from '@onevisit/schema';

/** Texts that clients have registered by themselves (automatic persisted queries), together. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Apollo Server's prefix of the keys under which it looks for a text by its hash. */
const PREFIX = 'apq:';

/**
 * Documents that clients ask for by the SHA-256 of their text: those of the manifest, and, unless only these are served,
 * what clients register by themselves. It is what Apollo Server looks in.
 */
export class PersistedDocuments implements KeyValueCache<string> {
  /** Whether nothing but the documents of the manifest is served. */
  readonly isSafelist: boolean;
  readonly #registered = new InMemoryLRUCache<string>({
    maxSize: MOST_BYTES,
    sizeCalculation: (text) => Buffer.byteLength(text),
  });
  #listed: ReadonlyMap<string, PersistedDocument> = new Map();

  constructor(options: { readonly isSafelist: boolean }) {
    this.isSafelist = options.isSafelist;
  }

  /** From now on, these are the documents of the manifest. */
  serve(documents: readonly PersistedDocument[]): void {
    this.#listed = new Map(documents.map((document) => [document.id, document]));
  }

  /** How many documents the manifest lists. */
  get size(): number {
    return this.#listed.size;
  }

  /** The name of the document of that id, if it stands in the manifest. */
  nameOf(id: string): string | undefined {
    return this.#listed.get(id)?.name;
  }

  /** Whether a document of that id stands in the manifest. */
  lists(id: string): boolean {
    return this.#listed.has(id);
  }

  async get(key: string): Promise<string | undefined> {
    return this.#listed.get(key.slice(PREFIX.length))?.body ?? (await this.#registered.get(key));
  }

  async set(key: string, text: string, options?: KeyValueCacheSetOptions): Promise<void> {
    if (!this.isSafelist) await this.#registered.set(key, text, options);
  }

  async delete(key: string): Promise<boolean> {
    return this.#registered.delete(key);
  }
}
