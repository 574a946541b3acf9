import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  type NamedTypeNode,
  parse,
  Source,
  type TypeNode,
} from 'graphql';
import { reasonOf, schemaError } from './errors.js';

/**
 * Parses what a subgraph adds to the contract of its own. Empty text is an empty document, which GraphQL's grammar does
 * not know.
 * @throws SchemaError OV_SCHEMA_OWN_SYNTAX, naming the line
 */
export function parseOwnSdl(code: string, ownSdl: string): DocumentNode {
  if (ownSdl.replace(/^\s*#.*$/gm, '').trim() === '') return { kind: Kind.DOCUMENT, definitions: [] };
  try {
    return parse(new Source(ownSdl, `${code}/schema.graphql`));
  } catch (cause) {
    const line = cause instanceof GraphQLError ? (cause.locations?.[0]?.line ?? 1) : 1;
    throw schemaError('OV_SCHEMA_OWN_SYNTAX', { code, line, reason: reasonOf(cause) }, { cause });
  }
}

/**
 * The line on which a node of a parsed document stands: of its name where it has one, since a node begins with its
 * description.
 */
export function lineOf(node: ASTNode): number {
  const named = 'name' in node && node.name !== undefined ? node.name : node;
  return named.loc?.startToken.line ?? 1;
}

/** The named type inside lists and non-nulls. */
export function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);
}
