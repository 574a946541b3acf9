import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { reasonOf } from './errors.js';
import { type Finding, finding, placeIn, type SubgraphSource } from './finding.js';

/** A parsed SDL whose nodes name the subgraph's file, or why it does not parse. */
export type ParseResult =
  | { readonly ok: true; readonly document: DocumentNode }
  | { readonly ok: false; readonly finding: Finding };

/** Parses a subgraph's SDL. Never throws: a syntax error comes back as OV_SCHEMA_SYNTAX with its line. */
export function parseSubgraph(source: SubgraphSource): ParseResult {
  try {
    return { ok: true, document: parse(new Source(source.sdl, source.file)) };
  } catch (cause) {
    const line = cause instanceof GraphQLError ? (cause.locations?.[0]?.line ?? 1) : 1;
    const values = { name: source.name, reason: reasonOf(cause) };
    return { ok: false, finding: finding('OV_SCHEMA_SYNTAX', values, [placeIn(source, line)]) };
  }
}
