import { createHash } from 'node:crypto';
import type { RosterPage } from '../../departments/answers.js';
import type { DepartmentClient } from '../../departments/DepartmentClient.js';
import type { DepartmentSketch } from '../SubjectSample.js';

const PAGE_LINES = 20_000;
const HASH_DIGITS = 16;
const LIST = '\u001f';

/**
 * Makes the sketch of tasks from their rosters, for a department that does not offer one: all pages pass, only the subjects with
 * the lowest hashes are kept.
 */
export async function sketchFromRosters(
  source: Pick<DepartmentClient, 'rosterPage'>,
  taskIds: readonly string[],
  most: number,
): Promise<DepartmentSketch> {
  const lowest = new LowestHashes(most);
  for (const [place, taskId] of taskIds.entries()) {
    for (let after: string | null = null; ; ) {
      const page: RosterPage = await source.rosterPage(taskId, { after, first: PAGE_LINES }, true);
      for (const line of page.lines === '' ? [] : page.lines.split('\n')) {
        const [subject = '', stratum, , standing, marks] = line.split('\t');
        lowest.add(hashOf(subject), [place, stratum, standing, ...(marks ? [marks] : [])].join(LIST));
      }
      if (!page.hasNextPage) break;
      after = page.endCursor;
    }
  }
  return { taskIds, ...lowest.sorted() };
}

function hashOf(subject: string): string {
  return createHash('sha256').update(subject).digest('hex').slice(0, HASH_DIGITS);
}

/** Subjects with the lowest hashes, twice as many as are wanted at the most. */
class LowestHashes {
  readonly #most: number;
  #fields = new Map<string, string[]>();
  /** What is above was left out; null where nothing was. */
  #upTo: string | null = null;

  constructor(most: number) {
    this.#most = most;
  }

  add(hash: string, field: string): void {
    if (this.#upTo !== null && hash > this.#upTo) return;
    const fields = this.#fields.get(hash);
    if (fields !== undefined) fields.push(field);
    else this.#fields.set(hash, [field]);
    if (this.#fields.size > 2 * this.#most) this.#cut();
  }

  sorted(): { readonly lines: readonly string[]; readonly upTo: string | null } {
    if (this.#fields.size > this.#most) this.#cut();
    const lines = [...this.#fields].map(([hash, fields]) => [hash, ...fields].join('\t')).sort();
    return { lines, upTo: this.#upTo };
  }

  #cut(): void {
    const hashes = [...this.#fields.keys()].sort().slice(0, this.#most);
    this.#upTo = hashes.at(-1) ?? null;
    this.#fields = new Map(hashes.map((hash) => [hash, this.#fields.get(hash) ?? []]));
  }
}
