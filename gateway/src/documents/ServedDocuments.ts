import type { PersistedDocument } from '@onevisit/schema';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { PersistedDocuments } from './PersistedDocuments.js';

/**
 * The documents of the manifest where each is served: all of them over the whole graph; over the public variant those that
 * are valid there, since of any other even its text is not for the public.
 */
export class ServedDocuments {
  readonly all: PersistedDocuments;
  readonly open: PersistedDocuments;
  #listed: readonly PersistedDocument[] = [];
  #publicSchema: GraphQLSchema | undefined;

  constructor(options: { readonly isSafelist: boolean }) {
    this.all = new PersistedDocuments(options);
    this.open = new PersistedDocuments(options);
  }

  /** From now on, these are the documents of the manifest. */
  serve(documents: readonly PersistedDocument[]): void {
    this.#listed = documents;
    this.all.serve(documents);
    this.#serveOpen();
  }

  /** From now on, this is what the public sees. */
  servePublic(schema: GraphQLSchema): void {
    this.#publicSchema = schema;
    this.#serveOpen();
  }

  #serveOpen(): void {
    const schema = this.#publicSchema;
    if (schema === undefined) return;
    this.open.serve(this.#listed.filter(({ body }) => validate(schema, parse(body)).length === 0));
  }
}
