import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  parse,
  type ValueNode,
} from 'graphql';

/** What `@cacheControl` says of a type or a field. */
interface CacheHint {
  /** Seconds. */
  readonly maxAge: number | undefined;
  readonly inheritMaxAge: boolean;
}

const DIRECTIVE = 'cacheControl';
const NO_HINT: CacheHint = { maxAge: undefined, inheritMaxAge: false };

/**
 * How long answers may be kept, as a supergraph's `@cacheControl` says; Apollo Gateway itself reads none of it. The rules
 * are Apollo Server's: a root field, or one that has fields, may not be kept (0 seconds) unless it, or else its type, says
 * otherwise; any other field is kept for as long as what it stands in.
 * @see https://www.apollographql.com/docs/apollo-server/performance/caching
 */
export class CacheHints {
  readonly #schema: GraphQLSchema;
  /** By type, and by `Type.field`. */
  readonly #hints: ReadonlyMap<string, CacheHint>;

  /**
   * @param supergraphSdl composed, with `@cacheControl` where subgraphs compose it
   * @param schema as clients see it
   */
  constructor(supergraphSdl: string, schema: GraphQLSchema) {
    this.#schema = schema;
    this.#hints = new Map(parse(supergraphSdl, { noLocation: true }).definitions.flatMap(hintsOf));
  }

  /** Seconds for which a field may be kept; undefined: as long as what it stands in. */
  maxAgeOf(parent: GraphQLCompositeType, fieldName: string): number | undefined {
    const objects = isAbstractType(parent) ? this.#schema.getPossibleTypes(parent) : [parent];
    return objects.filter(isObjectType).reduce<number | undefined>((least, object) => {
      return shorter(least, this.#maxAgeOnObject(object, fieldName));
    }, undefined);
  }

  #maxAgeOnObject(parent: GraphQLObjectType, fieldName: string): number | undefined {
    const field = parent.getFields()[fieldName];
    if (field === undefined) return undefined;
    const type: GraphQLNamedType = getNamedType(field.type);
    const hint = this.#hint(`${parent.name}.${fieldName}`);
    if (hint.maxAge !== undefined) return hint.maxAge;
    const ofType = isCompositeType(type) ? this.#hint(type.name) : NO_HINT;
    if (ofType.maxAge !== undefined) return ofType.maxAge;
    if (parent === this.#schema.getQueryType()) return 0;
    return isCompositeType(type) && !hint.inheritMaxAge && !ofType.inheritMaxAge ? 0 : undefined;
  }

  #hint(place: string): CacheHint {
    return this.#hints.get(place) ?? NO_HINT;
  }
}

/** The shorter of two ages, where either may leave it to the other. */
export function shorter(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

function hintsOf(definition: DefinitionNode): [string, CacheHint][] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION: {
      const type = definition.name.value;
      const fields = 'fields' in definition ? (definition.fields ?? []) : [];
      return [
        ...hintIn(type, definition.directives),
        ...fields.flatMap((field) => hintIn(`${type}.${field.name.value}`, field.directives)),
      ];
    }
    default:
      return [];
  }
}

function hintIn(place: string, directives: readonly ConstDirectiveNode[] = []): [string, CacheHint][] {
  const directive = directives.find(({ name }) => name.value === DIRECTIVE);
  if (directive === undefined) return [];
  const argument = (name: string): ValueNode | undefined =>
    directive.arguments?.find((one) => one.name.value === name)?.value;
  const [maxAge, inherit] = [argument('maxAge'), argument('inheritMaxAge')];
  return [
    [
      place,
      {
        maxAge: maxAge?.kind === Kind.INT ? Number(maxAge.value) : undefined,
        inheritMaxAge: inherit?.kind === Kind.BOOLEAN && inherit.value,
      },
    ],
  ];
}
