import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { bears, type DirectedNode, INTERNAL_TAG, tagsOf, textsOf } from './tags.js';

type FieldsType = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;

/** What graphql-js makes of a node. */
interface Element {
  readonly astNode?: DirectedNode | null | undefined;
}

/**
 * What of a composed graph the public may see, by schema coordinates: `Type.field`, `Type.field(argument:)`, `Enum.VALUE`,
 * `Input.field`, and `Scalar` and `Union` by name. It follows from `@access` alone:
 *
 * - a field is open if its `@access`, else its type's, names `public`; or neither has one, as with the pages of a connection,
 *   unless it is a root's;
 * - an open field is in if the public reaches it from a root, its type has something to show, and it can be asked for;
 * - a field of an interface, or an interface itself, is in if it is of all types that implement it, so that no object of
 *   another type ever stands there;
 * - what inputs may say is in, but for enums that are told of in internal fields only: one that could ask "which are of
 *   credit class D" would read what it may not.
 *
 * `@tag(name: "internal")` takes out what `@access` cannot: an argument, an input field, a value of an enum.
 * @param schema a supergraph's, with all that is in it
 */
export function publicElements(schema: GraphQLSchema): ReadonlySet<string> {
  let closed: ReadonlySet<string> = new Set();
  for (;;) {
    const graph = new PublicGraph(schema, closed);
    const elements = graph.elements();
    // A field that cannot be asked for without something internal is closed, and with it what only it leads to.
    const unusable = graph.unusable;
    if (unusable.length === 0) return elements;
    closed = new Set([...closed, ...unusable]);
  }
}

/** One look at the graph, some fields of which are closed. */
class PublicGraph {
  /** Fields that take something internal and cannot do without. */
  readonly unusable: string[] = [];
  readonly #schema: GraphQLSchema;
  readonly #closed: ReadonlySet<string>;
  readonly #roots: readonly GraphQLNamedType[];
  /** Types with something to show. */
  readonly #inhabited: ReadonlySet<string>;
  readonly #fields = new Map<FieldsType, readonly Field[]>();
  readonly #elements = new Set<string>();
  #internalEnums: ReadonlySet<GraphQLNamedType> = new Set();

  constructor(schema: GraphQLSchema, closed: ReadonlySet<string>) {
    this.#schema = schema;
    this.#closed = closed;
    this.#roots = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => root ?? []);
    this.#inhabited = this.#findInhabited();
  }

  elements(): ReadonlySet<string> {
    for (const root of this.#roots) this.#reach(root);
    this.#internalEnums = this.#findInternalEnums();
    for (const [type, fields] of this.#fields) for (const field of fields) this.#take(type, field);
    return this.#elements;
  }

  /** Begins with what needs nothing else, and adds, until nothing changes, what has some of that to show. */
  #findInhabited(): ReadonlySet<string> {
    const all = Object.values(this.#schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
    const inhabited = new Set<string>();
    for (let before = -1; before < inhabited.size; ) {
      before = inhabited.size;
      for (const type of all) if (!inhabited.has(type.name) && this.#shows(type, inhabited)) inhabited.add(type.name);
    }
    return inhabited;
  }

  #shows(type: GraphQLNamedType, inhabited: ReadonlySet<string>): boolean {
    if (isInaccessible(type)) return false;
    if (isUnionType(type)) return type.getTypes().every(({ name }) => inhabited.has(name));
    if (isInterfaceType(type) && !this.#schema.getPossibleTypes(type).every(({ name }) => inhabited.has(name)))
      return false;
    if (isObjectType(type) || isInterfaceType(type)) return this.#openFields(type, inhabited).length > 0;
    return true;
  }

  #openFields(type: FieldsType, inhabited: ReadonlySet<string>): readonly Field[] {
    return Object.values(type.getFields()).filter(
      (field) => this.#isOpen(type, field) && inhabited.has(getNamedType(field.type).name),
    );
  }

  #isOpen(type: FieldsType, field: Field): boolean {
    if (this.#closed.has(`${type.name}.${field.name}`) || isInternal(field) || isInaccessible(field)) return false;
    if (isInterfaceType(type)) {
      return this.#schema.getPossibleTypes(type).every((each) => {
        const implemented = each.getFields()[field.name];
        return implemented !== undefined && this.#isOpen(each, implemented);
      });
    }
    const roles = rolesOf(field) ?? rolesOf(type);
    return roles === undefined ? !this.#roots.includes(type) : roles.includes('public');
  }

  #reach(type: GraphQLNamedType): void {
    if (!this.#inhabited.has(type.name)) return;
    if (isUnionType(type)) for (const each of type.getTypes()) this.#reach(each);
    if (isScalarType(type) || isUnionType(type)) this.#takeNamed(type);
    if (!(isObjectType(type) || isInterfaceType(type)) || this.#fields.has(type)) return;
    const fields = this.#openFields(type, this.#inhabited);
    this.#fields.set(type, fields);
    for (const field of fields) this.#reach(getNamedType(field.type));
    if (isInterfaceType(type)) for (const each of this.#schema.getPossibleTypes(type)) this.#reach(each);
    for (const each of type.getInterfaces()) this.#reach(each);
  }

  /** Enums that internal fields tell of, and no public one. */
  #findInternalEnums(): ReadonlySet<GraphQLNamedType> {
    const objects = Object.values(this.#schema.getTypeMap()).filter(isObjectType);
    const told = objects.flatMap((type) => Object.values(type.getFields()).map((field) => getNamedType(field.type)));
    const open = new Set([...this.#fields.values()].flat().map((field) => getNamedType(field.type)));
    return new Set(told.filter((type) => isEnumType(type) && !open.has(type)));
  }

  #take(type: FieldsType, field: Field): void {
    const coordinate = `${type.name}.${field.name}`;
    this.#elements.add(coordinate);
    const told = getNamedType(field.type);
    if (isEnumType(told)) this.#takeEnum(told);
    for (const argument of field.args) {
      if (this.#mayState(argument)) {
        this.#elements.add(`${coordinate}(${argument.name}:)`);
        this.#takeInput(getNamedType(argument.type));
      } else if (isRequiredArgument(argument)) this.unusable.push(coordinate);
    }
  }

  /** Whether the public may give an argument or an input field; of a type that is looked at already, its others decide. */
  #mayState(input: Input, under: ReadonlySet<GraphQLNamedType> = new Set()): boolean {
    const type = getNamedType(input.type);
    if (isInternal(input) || isInaccessible(input) || isInaccessible(type) || this.#internalEnums.has(type))
      return false;
    if (!isInputObjectType(type) || under.has(type)) return true;
    const within = new Set([...under, type]);
    const fields = Object.values(type.getFields());
    const stated = fields.filter((field) => this.#mayState(field, within));
    return stated.length > 0 && !fields.some((field) => isRequiredInputField(field) && !stated.includes(field));
  }

  #takeInput(type: GraphQLNamedType): void {
    if (isEnumType(type)) this.#takeEnum(type);
    if (isScalarType(type)) this.#takeNamed(type);
    if (isInputObjectType(type)) this.#takeFields(type);
  }

  #takeFields(type: GraphQLInputObjectType): void {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (this.#elements.has(coordinate) || !this.#mayState(field)) continue;
      this.#elements.add(coordinate);
      this.#takeInput(getNamedType(field.type));
    }
  }

  #takeEnum(type: GraphQLEnumType): void {
    for (const value of type.getValues()) {
      if (!isInternal(value) && !isInaccessible(value)) this.#elements.add(`${type.name}.${value.name}`);
    }
  }

  #takeNamed(type: GraphQLNamedType): void {
    if (!(isScalarType(type) && isSpecifiedScalarType(type))) this.#elements.add(type.name);
  }
}

/** The roles that `@access` names; undefined where there is none. */
function rolesOf({ astNode }: Element): readonly string[] | undefined {
  return astNode && bears(astNode, 'access') ? textsOf(astNode, 'access', 'to') : undefined;
}

function isInternal({ astNode }: Element): boolean {
  return tagsOf(astNode ?? {}).includes(INTERNAL_TAG);
}

function isInaccessible({ astNode }: Element): boolean {
  return bears(astNode ?? {}, 'inaccessible');
}
