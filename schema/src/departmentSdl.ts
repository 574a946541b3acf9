import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  print,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import { contractDocument, departmentTemplate, expandTemplate } from './contract.js';
import { schemaError } from './errors.js';
import { lineOf, namedType, parseOwnSdl } from './ownSdl.js';
import type { DepartmentEntry } from './register.js';

type Names = Pick<DepartmentEntry, 'code' | 'prefix'>;

/** Types of the contract and the template that a department may add fields to although they do not bear its prefix. */
const OPEN_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'MarketSubject']);

/**
 * The whole SDL of a department's subgraph: the contract, the template with the department's names, the input for what
 * only this department keeps, and the department's own SDL.
 *
 * `PREFIXDetailsInput` has the fields with which `ownSdl` extends `PREFIXPoolEntry`: same names, types and descriptions,
 * all of them optional. A department that extends nothing has neither that input nor the field `details`.
 * @param ownSdl what the department adds; may be empty
 * @returns SDL as graphql's `print` lays it out
 * @throws SchemaError OV_SCHEMA_OWN_* and OV_SCHEMA_DETAIL_*, naming the line of `ownSdl`
 */
export function departmentSdl(entry: Names, ownSdl: string): string {
  const template = parse(expandTemplate(departmentTemplate, entry.prefix));
  const own = parseOwnSdl(entry.code, ownSdl);
  refuseForeignTypes(entry, template, own);
  refuseRepeatedFields(entry, template, own);
  const details = detailFields(entry, own);
  refuseUnfitDetails(entry, [...contractDocument.definitions, ...own.definitions], details);
  const definitions = [
    ...contractDocument.definitions,
    ...(details.length > 0
      ? [...template.definitions, detailsInput(entry.prefix, details)]
      : withoutDetails(template, entry.prefix)),
    ...own.definitions,
  ];
  return `${print({ kind: Kind.DOCUMENT, definitions })}\n`;
}

function refuseForeignTypes({ code, prefix }: Names, template: DocumentNode, own: DocumentNode): void {
  const templated = new Set(
    template.definitions.flatMap((node) => (isTypeDefinitionNode(node) ? node.name.value : [])),
  );
  for (const definition of own.definitions) {
    const line = lineOf(definition);
    if (isTypeExtensionNode(definition)) {
      const type = definition.name.value;
      if (type.startsWith(prefix) || OPEN_TYPES.has(type)) continue;
      throw schemaError('OV_SCHEMA_OWN_FOREIGN_TYPE', { code, line, type, prefix });
    }
    const type = 'name' in definition && definition.name ? definition.name.value : definition.kind;
    if (templated.has(type)) throw schemaError('OV_SCHEMA_OWN_REDEFINED', { code, line, type });
    if (!isTypeDefinitionNode(definition) || !type.startsWith(prefix)) {
      throw schemaError('OV_SCHEMA_OWN_FOREIGN_TYPE', { code, line, type, prefix });
    }
  }
}

function refuseRepeatedFields({ code }: Names, template: DocumentNode, own: DocumentNode): void {
  const seen = new Set(template.definitions.flatMap((node) => fieldsOf(node).map((field) => coordinate(node, field))));
  for (const definition of own.definitions) {
    for (const field of fieldsOf(definition)) {
      const place = coordinate(definition, field);
      const [type = ''] = place.split('.');
      if (seen.has(place)) {
        throw schemaError('OV_SCHEMA_OWN_FIELD_REDEFINED', {
          code,
          line: lineOf(field),
          type,
          field: field.name.value,
        });
      }
      seen.add(place);
    }
  }
}

function fieldsOf(node: DefinitionNode): readonly FieldDefinitionNode[] {
  const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
  return isObject ? (node.fields ?? []) : [];
}

function coordinate(node: DefinitionNode, field: FieldDefinitionNode): string {
  const type = 'name' in node && node.name ? node.name.value : '';
  return `${type}.${field.name.value}`;
}

/** The fields with which a department's own SDL extends its pool entries. */
function detailFields({ prefix }: Names, own: DocumentNode): FieldDefinitionNode[] {
  return own.definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_EXTENSION && node.name.value === `${prefix}PoolEntry` ? (node.fields ?? []) : [],
  );
}

function refuseUnfitDetails(
  { code, prefix }: Names,
  definitions: readonly DefinitionNode[],
  details: readonly FieldDefinitionNode[],
): void {
  const leaves = new Set(specifiedScalarTypes.map(({ name }) => name));
  for (const node of definitions) {
    if (node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION)
      leaves.add(node.name.value);
  }
  for (const field of details) {
    const place = { code, line: lineOf(field), type: `${prefix}PoolEntry`, field: field.name.value };
    if (field.arguments && field.arguments.length > 0) throw schemaError('OV_SCHEMA_DETAIL_ARGUMENTS', place);
    const named = namedType(field.type).name.value;
    if (!leaves.has(named)) throw schemaError('OV_SCHEMA_DETAIL_TYPE', { ...place, named });
  }
}

function detailsInput(prefix: string, details: readonly FieldDefinitionNode[]): InputObjectTypeDefinitionNode {
  const fields = details.map((field): InputValueDefinitionNode => {
    const type = field.type.kind === Kind.NON_NULL_TYPE ? field.type.type : field.type;
    const { name, description } = field;
    return { kind: Kind.INPUT_VALUE_DEFINITION, name, type, ...(description ? { description } : {}) };
  });
  return {
    kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
    description: { kind: Kind.STRING, value: 'What only this department keeps of a pool entry.' },
    name: { kind: Kind.NAME, value: `${prefix}DetailsInput` },
    fields,
  };
}

function withoutDetails(template: DocumentNode, prefix: string): readonly DefinitionNode[] {
  const isDetails = (node: InputValueDefinitionNode): boolean =>
    namedType(node.type).name.value === `${prefix}DetailsInput`;
  const kept: DocumentNode = visit(template, {
    InputValueDefinition: (node) => (isDetails(node) ? null : undefined),
  });
  return kept.definitions;
}
