import { type CompositionResult, composeServices } from '@apollo/composition';
import { type DocumentNode, type GraphQLError, isTypeDefinitionNode, isTypeExtensionNode } from 'graphql';
import { reasonOf } from './errors.js';
import { type Finding, finding, type Place, placeIn, type SubgraphSource } from './finding.js';
import { parseSubgraph } from './parseSubgraph.js';
import { membersOf } from './public/KeptElements.js';
import { tagPublic } from './public/tagPublic.js';
import { remedyOf } from './remedies.js';

/** A supergraph, or why there is none. */
export type Composition =
  | { readonly ok: true; readonly supergraphSdl: string }
  | { readonly ok: false; readonly findings: readonly Finding[] };

interface ParsedSource {
  readonly source: SubgraphSource;
  readonly document: DocumentNode;
}

/**
 * Composes subgraphs to a supergraph, in which `@tag(name: "public")` marks what the public may see. The order of the subgraphs makes no difference: the same SDLs give the same bytes.
 * Never throws: whatever is wrong comes back as findings that name subgraph, file and line where the engine knows them.
 */
export function compose(subgraphs: readonly SubgraphSource[]): Composition {
  const sources = [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const unfit = unfitNames(sources);
  if (unfit.length > 0) return { ok: false, findings: unfit };

  const parsed: ParsedSource[] = [];
  const findings: Finding[] = [];
  for (const source of sources) {
    const result = parseSubgraph(source);
    if (result.ok) parsed.push({ source, document: result.document });
    else findings.push(result.finding);
  }
  if (findings.length > 0) return { ok: false, findings };

  const result = callEngine(parsed);
  if ('code' in result) return { ok: false, findings: [result] };
  if (result.errors !== undefined) {
    return { ok: false, findings: result.errors.map((error) => compositionFinding(error, parsed)) };
  }
  const tagged = tagPublic(result.schema, result.supergraphSdl);
  if (!tagged.ok) return { ok: false, findings: tagged.disagreeing.map((each) => tagFinding(each, parsed)) };
  return { ok: true, supergraphSdl: `${tagged.supergraphSdl.trimEnd()}\n` };
}

function unfitNames(sources: readonly SubgraphSource[]): Finding[] {
  if (sources.length === 0) return [finding('OV_SCHEMA_NO_SUBGRAPHS', {})];
  return sources
    .filter(({ name }, index) => sources[index - 1]?.name === name)
    .map((source) => finding('OV_SCHEMA_SUBGRAPH_TWICE', { name: source.name }, [placeIn(source, 1)]));
}

/** The one call of the composition engine. It throws on some input that it should refuse. */
function callEngine(parsed: readonly ParsedSource[]): CompositionResult | Finding {
  try {
    return composeServices(
      parsed.map(({ source, document }) => ({ name: source.name, url: source.url, typeDefs: document })),
    );
  } catch (cause) {
    return finding('OV_SCHEMA_ENGINE_FAILED', { reason: reasonOf(cause) });
  }
}

function compositionFinding(error: GraphQLError, parsed: readonly ParsedSource[]): Finding {
  const rule = String(error.extensions.code ?? 'UNKNOWN');
  const { zh: remedyZh, en: remedyEn } = remedyOf(rule);
  const places = oddOneFirst(placesOfNodes(error, parsed) ?? placesInMessage(error.message, parsed));
  return finding(
    'OV_SCHEMA_COMPOSITION',
    { rule, reason: `${error.message.replace(/\.$/, '')}.`, remedyZh, remedyEn },
    places,
  );
}

function tagFinding(coordinate: string, parsed: readonly ParsedSource[]): Finding {
  const places = parsed.flatMap((from) => placesOfCoordinate(coordinate.replace(/\(.*/, ''), from));
  return finding('OV_SCHEMA_TAG_PUBLIC', { coordinate }, places);
}

function placesOfNodes(error: GraphQLError, parsed: readonly ParsedSource[]): Place[] | undefined {
  const places = (error.nodes ?? []).flatMap((node) => {
    const from = parsed.find(({ source }) => source.file === node.loc?.source.name);
    return from === undefined ? [] : [placeIn(from.source, node)];
  });
  return places.length > 0 ? places : undefined;
}

/**
 * Errors of satisfiability carry no nodes; but their text quotes subgraphs and types or fields. Each quoted type or field
 * is looked up in each quoted subgraph.
 */
function placesInMessage(message: string, parsed: readonly ParsedSource[]): Place[] {
  const quoted = new Set([...message.matchAll(/"([^"\s]+)"/g)].map((match) => match[1] ?? ''));
  const places = parsed
    .filter(({ source }) => quoted.has(source.name))
    .flatMap((from) => [...quoted].flatMap((coordinate) => placesOfCoordinate(coordinate, from)));
  return [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()];
}

function placesOfCoordinate(coordinate: string, { source, document }: ParsedSource): Place[] {
  const [type, field] = coordinate.split('.');
  return document.definitions.flatMap((node) => {
    if (!(isTypeDefinitionNode(node) || isTypeExtensionNode(node)) || node.name.value !== type) return [];
    if (field === undefined) return [placeIn(source, node)];
    const member = membersOf(node).find(({ name }) => name.value === field);
    return member === undefined ? [] : [placeIn(source, member)];
  });
}

/** Where one subgraph differs from all others, its line is the only one of its kind: such lines come first. */
function oddOneFirst(places: readonly Place[]): Place[] {
  const count = (place: Place): number => places.filter(({ excerpt }) => excerpt === place.excerpt).length;
  return [...places].sort((a, b) => count(a) - count(b));
}
