import type { Viewer } from '@onevisit/kit/identity';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { bytesOf, KeptByDocument } from '../documents/KeptByDocument.js';
import { type AccessRule, type AccessRules, mayPass } from './AccessRules.js';

/** A document without what a viewer may not read. */
export interface PermittedDocument {
  readonly document: DocumentNode;
  /**
   * What stands before the response name of a field that was replaced by `__typename`: where an answer has such a name,
   * there the field would have been, and of which type.
   */
  readonly mark: string;
}

/**
 * Replaces the fields that a viewer may not read by marks. A field of an interface is replaced where the viewer may read it of no
 * type; where of some, their subgraphs decide.
 * @returns undefined where the viewer may read all of it
 */
export function permittedDocument(
  schema: GraphQLSchema,
  rules: AccessRules,
  document: DocumentNode,
  viewer: Viewer,
): PermittedDocument | undefined {
  const typeInfo = new TypeInfo(schema);
  const mark = unusedName(document);
  let isWhole = true;
  const permitted: DocumentNode = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      [Kind.FIELD]: {
        enter(node): FieldNode | undefined {
          const parent = typeInfo.getParentType()?.name;
          if (parent === undefined || isOpen(schema, rules, parent, node.name.value, viewer)) return undefined;
          isWhole = false;
          return markOf(node, mark);
        },
      },
    }),
  );
  if (isWhole) return undefined;
  return { document: permitted, mark };
}

function isOpen(schema: GraphQLSchema, rules: AccessRules, parent: string, field: string, viewer: Viewer): boolean {
  const type = schema.getType(parent);
  const passes = (rule: AccessRule | undefined): boolean => rule === undefined || mayPass(viewer, rule);
  if (isObjectType(type)) return passes(rules.get(`${parent}.${field}`));
  if (!isAbstractType(type)) return true;
  return schema.getPossibleTypes(type).some(({ name }) => passes(rules.get(`${name}.${field}`)));
}

function markOf({ alias, name, directives = [] }: FieldNode, mark: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: `${mark}${(alias ?? name).value}` },
    name: { kind: Kind.NAME, value: '__typename' },
    directives,
  };
}

/** A name that no response name of the document begins with. */
function unusedName(document: DocumentNode): string {
  let name = 'onevisitForbidden_';
  const names: string[] = [];
  visit(document, { [Kind.FIELD]: ({ alias, name: own }) => void names.push((alias ?? own).value) });
  while (names.some((used) => used.startsWith(name))) name += '_';
  return name;
}

/** What decides which fields a viewer may read: their role and, of those who have one, their department. */
export function accessClassOf(viewer: Viewer): string {
  return 'department' in viewer ? `${viewer.role}:${viewer.department}` : viewer.role;
}

/** Of documents. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The permitted documents of each document that comes again and again, made once for each class of viewers. */
export class PermittedDocuments {
  /** Null for classes that may read all of it. */
  readonly #kept = new KeptByDocument<PermittedDocument | null>(MOST_BYTES);

  /** See permittedDocument. A document belongs to one schema: Apollo Server parses anew for another. */
  of(schema: GraphQLSchema, rules: AccessRules, document: DocumentNode, viewer: Viewer): PermittedDocument | undefined {
    const key = accessClassOf(viewer);
    const known = this.#kept.get(document, key);
    if (known !== undefined) return known ?? undefined;
    const made = permittedDocument(schema, rules, document, viewer);
    this.#kept.set(document, key, made ?? null, made === undefined ? 0 : bytesOf(made.document));
    return made;
  }
}
