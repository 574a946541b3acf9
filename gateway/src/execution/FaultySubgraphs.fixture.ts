import { createHash } from 'node:crypto';
import type { GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { compose } from '@onevisit/schema/composition';
import {
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import { locatable } from '../subgraphs/subgraphErrors.js';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])';

const SDLS: Readonly<Record<string, string>> = {
  visits: `${LINK}
    type Query { visit: Visit visits: [Visit!] things: [Thing] named: Named must: Visit! }
    type Mutation { start(id: ID): Visit }
    interface Named { id: ID! name: String! }
    union Thing = Visit | Note
    enum Phase { DRAWN STARTED }
    type Note implements Named { id: ID! name: String! about: Thing }
    type Visit implements Named @key(fields: "id") {
      id: ID! name: String! phase: Phase days: [Int!] subject: Subject items: [Item!] things: [Thing!] must: Subject!
    }
    type Subject @key(fields: "id") { id: ID! size: Int @external share(of: Int): Float @requires(fields: "size") }
    type Item @key(fields: "id") { id: ID! }`,
  subjects: `${LINK}
    type Query { subjects: [Subject] }
    type Subject @key(fields: "id") { id: ID! name: String! size: Int profile: Profile visit: Visit }
    type Profile { open: Boolean marks: [[String]] }
    type Visit @key(fields: "id") { id: ID! stars: Int! }`,
  items: `${LINK}
    type Item @key(fields: "id") { id: ID! title: String parent: Item weight: Float! }`,
};

/** The supergraph of three subgraphs whose answers are made up, with nulls, errors and values that are not valid. */
export function faultySupergraph(): string {
  const composition = compose(
    Object.entries(SDLS).map(([name, sdl]) => ({ name, sdl, url: `http://${name}.invalid`, file: `${name}.graphql` })),
  );
  if (composition.ok) return composition.supergraphSdl;
  throw new Error(composition.findings.map(({ message }) => message).join('\n'));
}

/** A data source that answers the same to the same query of a client; a few of its answers are errors, or not as its schema says. */
export function faultySubgraph(name: string): GraphQLDataSource {
  const schema = buildSubgraphSchema(parse(SDLS[name] ?? ''));
  return {
    process: async (options) => {
      const { request } = options;
      const asked = 'incomingRequestContext' in options ? options.incomingRequestContext.request.query : '';
      const completes = ('incomingRequestContext' in options && options.pathInIncomingRequest) || [];
      const { data, errors } = await execute({
        schema,
        document: parse(request.query ?? ''),
        variableValues: request.variables ?? {},
        contextValue: asked,
        fieldResolver: madeUp,
        typeResolver: (value) => (value as { __typename: string }).__typename,
      });
      return {
        data: JSON.parse(JSON.stringify(data ?? null), spoil) as Record<string, unknown> | null,
        ...(errors === undefined ? {} : { errors: errors.map((error) => errorOf(error, request, completes)) }),
      };
    },
  };
}

/** An error as our data sources return it. */
function errorOf(
  { message, path }: GraphQLError,
  { query = '', variables }: { query?: string; variables?: object },
  completes: readonly (string | number)[],
): GraphQLFormattedError {
  const isForEntities = variables !== undefined && 'representations' in variables;
  return locatable({ message, path: path ?? [], extensions: { code: 'OV_X' } }, { query, isForEntities, completes });
}

/** One of a hundred, the same for the same key. */
function percentile(key: string): number {
  return createHash('sha256').update(key).digest().readUInt16BE() % 100;
}

const madeUp: GraphQLFieldResolver<Record<string, unknown>, string> = (source, _args, asked, info) => {
  if (source?.[info.fieldName] !== undefined) return source[info.fieldName];
  const key = `${String(source?.__typename)}.${info.fieldName}:${String(source?.id)} ${asked}`;
  if (percentile(`error ${key}`) < 6) throw new GraphQLError(`no ${info.fieldName}`);
  return madeUpOf(info.schema, info.returnType, key);
};

function madeUpOf(schema: GraphQLSchema, type: GraphQLOutputType, key: string): unknown {
  const draw = percentile(key);
  if (isNonNullType(type)) return draw < 2 ? null : madeUpOf(schema, type.ofType, `${key}!`);
  if (draw < 12) return null;
  if (isListType(type))
    return Array.from({ length: draw % 4 }, (_, index) => madeUpOf(schema, type.ofType, `${key}/${index}`));
  if (isAbstractType(type)) {
    const types = schema.getPossibleTypes(type);
    return { __typename: types[draw % types.length]?.name, id: String(draw % 5) };
  }
  if (isObjectType(type)) return { __typename: type.name, id: String(draw % 5) };
  if (isEnumType(type)) return type.getValues()[draw % 2]?.value;
  return { Boolean: draw % 2 === 0, Int: draw, Float: draw / 4 }[String(type)] ?? `text ${draw}`;
}

/** What a subgraph that does not keep to its schema may send. */
function spoil(this: unknown, key: string, value: unknown): unknown {
  const draw = percentile(`spoil ${key} ${JSON.stringify(value)}`);
  if (key === '__typename') return draw < 3 ? 'Nobody' : value;
  if (key === 'id' || typeof value === 'object') return value;
  return draw < 4 ? { wrong: value } : value;
}
