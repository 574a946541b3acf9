import { readFileSync } from 'node:fs';
import { schemaDirectory } from '@onevisit/schema';

/** Persisted documents that anybody may ask. */
const PUBLIC_NAMES: readonly string[] = ['Departments', 'Draws'];

/** Those that GraphiQL opens with, one a tab. */
const NAMES: readonly string[] = [...PUBLIC_NAMES, 'Visits'];

/** The texts of GraphiQL's tabs, as they were written: over the whole graph, and over what is public. */
export function exampleQueries(): { readonly tabs: string[]; readonly publicTabs: string[] } {
  return { tabs: NAMES.map(textOf), publicTabs: PUBLIC_NAMES.map(textOf) };
}

function textOf(name: string): string {
  return readFileSync(new URL(`documents/${name}.graphql`, schemaDirectory), 'utf8');
}
