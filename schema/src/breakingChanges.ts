import { printSchema, Supergraph } from '@apollo/federation-internals';
import {
  buildASTSchema,
  buildSchema,
  type DefinitionNode,
  findBreakingChanges,
  type GraphQLSchema,
  isTypeDefinitionNode,
  Kind,
  parse,
  Source,
} from 'graphql';
import { reasonOf, schemaError } from './errors.js';

/** A change that breaks a client's operation which was valid before. */
export interface BreakingSchemaChange {
  /** graphql-js's kind of change, such as FIELD_REMOVED. */
  readonly kind: string;
  /** In English, naming the type and the field. */
  readonly description: string;
}

/** An SDL, and the file that it is named by in errors. */
export interface NamedSdl {
  readonly sdl: string;
  readonly file: string;
}

/**
 * What a client of the gateway loses between two supergraphs. Only the API counts: what is `@inaccessible` may change.
 * @throws SchemaError OV_SCHEMA_SDL_INVALID naming the file that is no supergraph
 */
export function supergraphBreakingChanges(before: NamedSdl, after: NamedSdl): BreakingSchemaChange[] {
  return changesBetween(apiOfSupergraph(before), apiOfSupergraph(after));
}

/**
 * What a caller of one subgraph loses between two of its SDLs; its `@inaccessible` parts count, since the joint subgraph
 * calls them directly.
 * @throws SchemaError OV_SCHEMA_SDL_INVALID naming the file that is no subgraph's SDL
 */
export function subgraphBreakingChanges(before: NamedSdl, after: NamedSdl): BreakingSchemaChange[] {
  return changesBetween(schemaOfSubgraph(before), schemaOfSubgraph(after));
}

function changesBetween(before: GraphQLSchema, after: GraphQLSchema): BreakingSchemaChange[] {
  return findBreakingChanges(before, after)
    .map(({ type, description }) => ({ kind: type, description }))
    .sort((a, b) => (a.description < b.description ? -1 : 1));
}

function apiOfSupergraph({ sdl, file }: NamedSdl): GraphQLSchema {
  return orRefuse(file, () => buildSchema(printSchema(Supergraph.build(sdl).apiSchema())));
}

function schemaOfSubgraph({ sdl, file }: NamedSdl): GraphQLSchema {
  return orRefuse(file, () => {
    const { kind, definitions } = parse(new Source(sdl, file));
    // Federation's own directives are not defined in a subgraph's SDL, so it is not valid by itself.
    return buildASTSchema({ kind, definitions: withDefinitions(definitions) }, { assumeValidSDL: true });
  });
}

/** Federation lets a subgraph extend types that only others define, Query above all; here the first extension defines it. */
function withDefinitions(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const defined = new Set(definitions.flatMap((node) => (isTypeDefinitionNode(node) ? node.name.value : [])));
  return definitions.map((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_EXTENSION || defined.has(node.name.value)) return node;
    defined.add(node.name.value);
    return { ...node, kind: Kind.OBJECT_TYPE_DEFINITION };
  });
}

function orRefuse(file: string, build: () => GraphQLSchema): GraphQLSchema {
  try {
    return build();
  } catch (cause) {
    throw schemaError('OV_SCHEMA_SDL_INVALID', { file, reason: reasonOf(cause) }, { cause });
  }
}
