import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Chooses: a whole number from 0 to one below `count`. */
export type Choose = (count: number) => number;

/** Values of scalars, by the scalar's name, as literals of GraphQL. */
export type Literals = Readonly<Record<string, readonly string[]>>;

/** How many fields a selection has at most, and how deep a query goes. */
const MOST_FIELDS = 5;
const DEEPEST = 7;

/** How deep one goes that asks for all: lists in lists soon cost more than anybody may ask. */
const DEEPEST_OF_ALL = 4;

/** A type, and how many fields lead to where it stands. */
interface Place {
  readonly type: GraphQLNamedType;
  readonly depth: number;
}

/** The field by which each type is reached, by its coordinate. */
type Ways = ReadonlyMap<GraphQLNamedType, string>;

/** Writes valid queries over a schema. */
export class QueryWriter {
  readonly #schema: GraphQLSchema;
  readonly #literals: Literals;
  readonly #choose: Choose;
  #aliases = 0;

  constructor(schema: GraphQLSchema, literals: Literals, choose: Choose) {
    this.#schema = schema;
    this.#literals = literals;
    this.#choose = choose;
  }

  /** Some query: any fields, any arguments; each field has an alias of its own, so that none is in another's way. */
  any(): string {
    return this.#some(queryOf(this.#schema), 0);
  }

  /**
   * A query of one root field that asks for all that it leads to within some levels, each type once.
   * @param asked takes the coordinate of each field that is asked for
   */
  all(root: string, asked: (coordinate: string) => void): string {
    const query = queryOf(this.#schema);
    const field = query.getFields()[root];
    if (field === undefined) throw new Error(`There is no query ${root}.`);
    asked(`${query.name}.${root}`);
    const type = getNamedType(field.type);
    return `{ ${this.#call(field)} ${isCompositeType(type) ? this.#every({ type, depth: 0 }, asked, shortestWays(type)) : ''} }`;
  }

  #some(type: GraphQLNamedType, depth: number): string {
    const possible = isInterfaceType(type) || isUnionType(type) ? this.#schema.getPossibleTypes(type) : [];
    const usable = fieldsOf(type).filter((field) => depth < DEEPEST || !isCompositeType(getNamedType(field.type)));
    const chosen = Array.from({ length: 1 + this.#choose(MOST_FIELDS) }, () => {
      const field = usable[this.#choose(usable.length)];
      return field === undefined ? '__typename' : this.#asked(field, depth);
    });
    const on = possible[this.#choose(possible.length)];
    if (on !== undefined && depth < DEEPEST) chosen.push(`... on ${on.name} ${this.#some(on, depth + 1)}`);
    return `{ ${chosen.join(' ')} }`;
  }

  #asked(field: Field, depth: number): string {
    const type = getNamedType(field.type);
    this.#aliases += 1;
    return `${field.name}${this.#aliases}: ${this.#call(field)}${isCompositeType(type) ? ` ${this.#some(type, depth + 1)}` : ''}`;
  }

  #every({ type, depth }: Place, asked: (coordinate: string) => void, ways: Ways): string {
    const parts = fieldsOf(type).map((field) => {
      const coordinate = `${type.name}.${field.name}`;
      asked(coordinate);
      const told = getNamedType(field.type);
      if (!isCompositeType(told)) return this.#call(field);
      const isWay = ways.get(told) === coordinate && depth < DEEPEST_OF_ALL;
      const inside = isWay ? this.#every({ type: told, depth: depth + 1 }, asked, ways) : '{ __typename }';
      return `${this.#call(field)} ${inside}`;
    });
    return `{ ${['__typename', ...parts].join(' ')} }`;
  }

  #call(field: Field): string {
    const given = field.args.filter((argument) => isRequiredArgument(argument) || this.#choose(2) === 0);
    // A page of its default size, times another, soon is dearer than anybody may ask.
    const sized = field.args.filter(({ name }) => name === 'first' && !given.some((one) => one.name === name));
    const texts = [...given, ...sized].map((argument) => `${argument.name}: ${this.#valueOf(argument)}`);
    return `${field.name}${texts.length > 0 ? `(${texts.join(', ')})` : ''}`;
  }

  #valueOf(input: GraphQLArgument | GraphQLInputField): string {
    return input.name === 'first' ? String(1 + this.#choose(3)) : this.#literal(input.type);
  }

  #literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#literal(type.ofType);
    if (isListType(type))
      return `[${Array.from({ length: this.#choose(3) }, () => this.#literal(type.ofType)).join(', ')}]`;
    if (isEnumType(type)) return type.getValues()[this.#choose(type.getValues().length)]?.name ?? 'null';
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const given = fields.filter((field) => isRequiredInputField(field) || this.#choose(2) === 0);
      return `{ ${given.map((field) => `${field.name}: ${this.#valueOf(field)}`).join(', ')} }`;
    }
    const literals = this.#literals[type.name];
    if (literals === undefined || literals.length === 0) throw new Error(`There are no literals of ${type.name}.`);
    return literals[this.#choose(literals.length)] ?? 'null';
  }
}

function queryOf(schema: GraphQLSchema): GraphQLObjectType {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no queries.');
  return query;
}

function fieldsOf(type: GraphQLNamedType): Field[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** The field by which each type is reached from one in the fewest steps, by its coordinate. */
function shortestWays(from: GraphQLNamedType): Ways {
  const ways = new Map([[from, '']]);
  // A map goes on to what is added while it is gone through.
  for (const [type] of ways) {
    for (const field of fieldsOf(type)) {
      const told = getNamedType(field.type);
      if (!ways.has(told)) ways.set(told, `${type.name}.${field.name}`);
    }
  }
  return ways;
}
