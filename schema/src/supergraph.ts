import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reasonOf, schemaError } from './errors.js';

/** Folder of the contract, the register and what is composed from them. */
export const schemaDirectory: URL = new URL('..', import.meta.url);

/** The supergraph that the gateway serves by default. */
export const supergraphFile: URL = new URL('supergraph.graphql', schemaDirectory);

/**
 * The composed supergraph's SDL.
 * @throws SchemaError OV_SCHEMA_SUPERGRAPH_MISSING
 */
export function readSupergraph(file: string | URL = supergraphFile): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const shown = file instanceof URL ? fileURLToPath(file) : file;
    throw schemaError('OV_SCHEMA_SUPERGRAPH_MISSING', { file: shown, reason: reasonOf(cause) }, { cause });
  }
}
