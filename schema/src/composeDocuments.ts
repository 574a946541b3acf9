import { printSchema, Supergraph } from '@apollo/federation-internals';
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  validate,
  visit,
} from 'graphql';
import { type DocumentManifest, documentId, type PersistedDocument } from './documentManifest.js';
import { reasonOf } from './errors.js';
import { type Finding, finding } from './finding.js';

/** A file of operations, and of fragments that any of the files may use. */
export interface DocumentFile {
  /** Such as schema/documents/Departments.graphql. */
  readonly file: string;
  readonly text: string;
}

/** A manifest, or what is wrong with the documents. */
export type ComposedDocuments =
  | { readonly ok: true; readonly manifest: DocumentManifest }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Makes the manifest of persisted documents: every named operation of the files, with the fragments that it uses, in the
 * order of their names. Each must be valid over the supergraph as clients see it.
 */
export function composeDocuments(files: readonly DocumentFile[], supergraphSdl: string): ComposedDocuments {
  const documents: DocumentNode[] = [];
  const findings: Finding[] = [];
  for (const { file, text } of files) {
    try {
      documents.push(parse(new Source(text, file)));
    } catch (cause) {
      findings.push(found(file, cause));
    }
  }
  if (findings.length > 0) return { ok: false, findings };
  const schema = buildSchema(printSchema(Supergraph.build(supergraphSdl).apiSchema()));
  const definitions = documents.flatMap((document) => document.definitions);
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
  const invalid = operations.flatMap((operation) => problemsOf(operation, operations, fragments, schema));
  if (invalid.length > 0) return { ok: false, findings: invalid };
  const persisted = operations.map((operation) => persist(operation, fragments));
  persisted.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ok: true, manifest: { format: 'apollo-persisted-query-manifest', version: 1, operations: persisted } };
}

function problemsOf(
  operation: OperationDefinitionNode,
  all: readonly OperationDefinitionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
): Finding[] {
  const file = operation.loc?.source.name ?? '';
  const name = operation.name?.value;
  const problem = (text: string) => found(file, new GraphQLError(text, { nodes: operation }));
  if (name === undefined) return [problem('操作须有名称。 An operation needs a name.')];
  if (all.some((other) => other !== operation && other.name?.value === name)) {
    return [problem(`名称 ${name} 重复。 The name ${name} stands twice.`)];
  }
  const document = { kind: Kind.DOCUMENT, definitions: [operation, ...usedBy(operation, fragments)] } as const;
  return validate(schema, document).map((error) => found(file, error));
}

function persist(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): PersistedDocument {
  const body = print({ kind: Kind.DOCUMENT, definitions: [operation, ...usedBy(operation, fragments)] });
  return { id: documentId(body), name: operation.name?.value ?? '', type: operation.operation, body };
}

/** The fragments that an operation uses, also those that fragments use, in the order of their names. */
function usedBy(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const used = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (fragment === undefined || used.has(value)) return;
        used.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...used.values()].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
}

function found(file: string, cause: unknown): Finding {
  const line = cause instanceof GraphQLError ? cause.locations?.[0]?.line : undefined;
  return finding('OV_SCHEMA_DOCUMENT', {
    place: line === undefined ? file : `${file}:${line}`,
    reason: reasonOf(cause),
  });
}
