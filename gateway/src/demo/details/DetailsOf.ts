import type { DemoPoolDraft } from '../demoPool.js';
import type { SeededRandom } from '../SeededRandom.js';

/** What only one department keeps of an entry: the fields with which its SDL extends the pool entry. */
export type DemoDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What the details of an entry may depend on. */
export interface DetailsContext {
  readonly random: SeededRandom;
  /** The city's year. */
  readonly year: number;
  /** The entry's number in its pool, from 1; numbers of licences are made of it. */
  readonly number: number;
}

/** Makes a department's details of an entry. Numbers have the form of real ones and hold a demo number. */
export type DetailsOf = (entry: DemoPoolDraft, context: DetailsContext) => DemoDetails;
