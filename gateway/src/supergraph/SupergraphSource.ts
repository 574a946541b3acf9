import { readSupergraph } from '@onevisit/schema';
import { request } from 'undici';
import { supergraphError } from './errors.js';
import { WatchedFile } from './WatchedFile.js';

/** Where supergraphs come from, one after the other. */
export interface SupergraphSource {
  /** The file or URL. */
  readonly place: string;
  /** How long to wait between two looks, unless something else is asked for. */
  readonly pollMs: number;
  /**
   * The supergraph, or null where it is as it was when it was read last.
   * @throws OV_SCHEMA_SUPERGRAPH_MISSING, OV_SUPERGRAPH_UNREADABLE
   */
  poll(): Promise<string | null>;
}

const FILE_POLL_MS = 1_000;
const URL_POLL_MS = 10_000;

/** @param place path of a file, or an http(s) URL */
export function supergraphSource(place: string): SupergraphSource {
  if (isUrl(place)) return new UrlSource(place);
  const file = new WatchedFile(place, readSupergraph);
  return { place, pollMs: FILE_POLL_MS, poll: () => file.poll() };
}

/** Whether supergraphs come over HTTP, not from a file. */
export function isUrl(place: string): boolean {
  return /^https?:\/\//.test(place);
}

const FETCH_TIMEOUT_MS = 10_000;

/** A URL, asked with the entity tag of what it answered last; where it gives none, the text tells whether it has changed. */
class UrlSource implements SupergraphSource {
  readonly place: string;
  readonly pollMs = URL_POLL_MS;
  #etag: string | undefined;
  #untagged: string | undefined;

  constructor(url: string) {
    this.place = url;
  }

  async poll(): Promise<string | null> {
    const { status, etag, text } = await this.#ask().catch((cause: unknown) => {
      throw this.#unreadable(cause instanceof Error ? cause.message : String(cause));
    });
    if (status === 304) return null;
    if (status !== 200) throw this.#unreadable(`HTTP ${status}`);
    if (etag === undefined && text === this.#untagged) return null;
    this.#etag = etag;
    this.#untagged = etag === undefined ? text : undefined;
    return text;
  }

  async #ask() {
    const { statusCode, headers, body } = await request(this.place, {
      headers: this.#etag === undefined ? {} : { 'if-none-match': this.#etag },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    const { etag } = headers;
    return { status: statusCode, etag: typeof etag === 'string' ? etag : undefined, text: await body.text() };
  }

  #unreadable(problem: string): Error {
    return supergraphError('OV_SUPERGRAPH_UNREADABLE', { place: this.place, problem });
  }
}
