import {
  defaultPrintOptions,
  printSchema,
  type Schema,
  shallowOrderPrintedDefinitions,
  TAG_VERSIONS,
} from '@apollo/federation-internals';
import { buildASTSchema, isTypeDefinitionNode, parse } from 'graphql';
import { membersOf } from './KeptElements.js';
import { publicElements } from './publicElements.js';
import { shownNodes } from './shownNodes.js';
import { PUBLIC_TAG } from './tags.js';

/** A supergraph that is tagged, or the coordinates of what is tagged `public` in an SDL, but is not by `@access`. */
export type TaggedSupergraph =
  | { readonly ok: true; readonly supergraphSdl: string }
  | { readonly ok: false; readonly disagreeing: readonly string[] };

/**
 * Marks with `@tag(name: "public")` what the public may see of a composed graph, as its `@access` says. Where a subgraph's
 * SDL has such a tag of its own, both must agree.
 * @param schema as the engine composed it; it is changed
 * @param supergraphSdl the same as SDL
 */
export function tagPublic(schema: Schema, supergraphSdl: string): TaggedSupergraph {
  const document = parse(supergraphSdl, { noLocation: true });
  const elements = publicElements(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
  const types = document.definitions.filter(isTypeDefinitionNode);
  const known = new Set(shownNodes(types).values());
  // A type with members is what its members are.
  for (const type of types) if (membersOf(type).length > 0) known.delete(type.name.value);
  const disagreeing = [...known].filter((coordinate) => !elements.has(coordinate));
  if (disagreeing.length > 0) return { ok: false, disagreeing };
  if (elements.size === 0) return { ok: true, supergraphSdl };
  defineTag(schema);
  for (const coordinate of elements) {
    if (!known.has(coordinate)) schema.elementByCoordinate(coordinate)?.applyDirective('tag', { name: PUBLIC_TAG });
  }
  return { ok: true, supergraphSdl: printSchema(schema, shallowOrderPrintedDefinitions(defaultPrintOptions)) };
}

/** The engine composes the definition of `@tag` only where a subgraph uses it. */
function defineTag(schema: Schema): void {
  const { coreFeatures } = schema;
  if (coreFeatures === undefined || coreFeatures.getByIdentity(TAG_VERSIONS.identity) !== undefined) return;
  coreFeatures.coreDefinition.applyFeatureToSchema(schema, TAG_VERSIONS.latest());
}
