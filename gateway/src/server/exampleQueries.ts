import { readFileSync } from 'node:fs';
import { schemaDirectory } from '@onevisit/schema';

/** Persisted documents that GraphiQL opens with, one a tab, as they were written; anybody may ask the first two. */
const NAMES: readonly string[] = ['Departments', 'Draws', 'Visits'];

/** The texts of GraphiQL's tabs. */
export function exampleQueries(): string[] {
  return NAMES.map((name) => readFileSync(new URL(`documents/${name}.graphql`, schemaDirectory), 'utf8'));
}
