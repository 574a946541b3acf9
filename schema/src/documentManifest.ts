import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { reasonOf, schemaError } from './errors.js';
import { schemaDirectory } from './supergraph.js';

/** An operation that clients ask for by its id. */
export interface PersistedDocument {
  /** SHA-256 of the body, in hexadecimal. */
  readonly id: string;
  /** The operation's name; no two of a manifest bear the same. */
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  /** The operation with the fragments that it uses. */
  readonly body: string;
}

/** A manifest of persisted documents, in the form that Apollo's tools write and read. */
export interface DocumentManifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly PersistedDocument[];
}

/** The manifest of this project's documents. */
export const documentManifestFile: URL = new URL('documents.json', schemaDirectory);

const documentSchema = z
  .object({
    id: z.string(),
    name: z.string().min(1),
    type: z.enum(['query', 'mutation', 'subscription']),
    body: z.string(),
  })
  .refine(({ id, body }) => id === documentId(body), {
    message: 'id 不是 body 的 SHA-256。 the id is not the SHA-256 of the body.',
  });

const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(documentSchema),
});

/** The id of a document: SHA-256 of its text, in hexadecimal. */
export function documentId(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/**
 * Reads a manifest of persisted documents.
 * @throws SchemaError OV_SCHEMA_MANIFEST where it is missing, of another form, or an id does not fit its document
 */
export function readDocumentManifest(file: string | URL = documentManifestFile): DocumentManifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const shown = file instanceof URL ? fileURLToPath(file) : file;
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : reasonOf(cause);
    throw schemaError('OV_SCHEMA_MANIFEST', { file: shown, reason: problem }, { cause });
  }
}

let own: ReadonlyMap<string, string> | undefined;

/**
 * The text of one of this project's persisted documents, exactly as the manifest has it: a gateway that serves nothing but
 * these takes it.
 * @throws SchemaError OV_SCHEMA_MANIFEST
 */
export function documentText(name: string): string {
  own ??= new Map(readDocumentManifest().operations.map((operation) => [operation.name, operation.body]));
  const text = own.get(name);
  if (text === undefined) throw schemaError('OV_SCHEMA_MANIFEST', { file: 'documents.json', reason: `no ${name}` });
  return text;
}
