import fc from 'fast-check';
import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isEnumType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, ask, auditor, dataOf, lead, post, wholeRecord } from './ask.js';
import { type PlantedSecrets, plantSecrets } from './plantedSecrets.js';
import { type Literals, QueryWriter } from './QueryWriter.js';
import { INTERNAL_VALUES, tiedClasses } from './tiedClasses.js';

const city = inject('city');
const FUZZED_QUERIES = 100;

/** What no answer to the public has in it, whatever was asked. */
const FORBIDDEN: readonly RegExp[] = [
  // Where something runs, and how it failed.
  /127\.0\.0\.1|localhost|\[::1\]/,
  /\bat .+\.[jt]s:\d+|node_modules|node:internal|ECONN/,
  /prisma|postgres|\bSELECT\b.+\bFROM\b|relation "|violates/i,
  // Whom a token names.
  /\be2e-(lead|auditor|[a-z]+-?[a-z]*)\b(?!-[0-9a-f]{8})/,
  // A mobile telephone's number, which is no part of a longer one.
  /(?<![0-9A-Z])1[3-9][0-9]{9}(?![0-9A-Z])/,
];

let schema: GraphQLSchema;
let secrets: PlantedSecrets;
let literals: Literals;
/** Ids of visits whose plan does not disclose them yet. */
let undisclosed: readonly string[];

beforeAll(async () => {
  const { data } = await askPublic<IntrospectionQuery>(getIntrospectionQuery());
  schema = buildClientSchema(data);
  secrets = await plantSecrets(city);
  literals = await literalsOfCity();
});

async function askPublic<Data>(query: string): Promise<Answer<Data>> {
  return await post(`${city.gatewayUrl}/public/graphql`, {}, { query });
}

/** What exists in the city, of what is public and of what is not, and what does not. */
async function literalsOfCity(): Promise<Literals> {
  const { draw, fireRescue } = dataOf(
    await ask<InsideOfCity>(
      city,
      lead,
      `query Inside($draw: ID!) {
         draw(id: $draw) { plan { id legs { id items { id } task { id } } }
           visits(first: 40) { nodes { id subjectId crew { seats { inspector { id } } } } } }
         fireRescue { pool(first: 5) { nodes { id subjectId } } }
       }`,
      { draw: city.summary.drawId },
    ),
  );
  const visits = draw.visits.nodes;
  undisclosed = visits.map(({ id }) => id);
  const people = visits.flatMap(({ crew }) => crew.flatMap(({ seats }) => seats.map(({ inspector }) => inspector?.id)));
  const legs = draw.plan.legs.flatMap(({ id, task, items }) => [id, task?.id, ...items.map((item) => item.id)]);
  const entries = fireRescue.pool.nodes.flatMap(({ id, subjectId }) => [id, subjectId]);
  const departments = ['fire-rescue', 'health', 'education', 'market-regulation'];
  const subjects = visits.map(({ subjectId }) => subjectId);
  const ids = [
    city.summary.drawId,
    draw.plan.id,
    ...undisclosed.slice(0, 5),
    ...subjects.slice(0, 5),
    ...people.slice(0, 5),
    ...legs,
    ...entries,
  ];
  const packs = ['national-baseline', 'luohe-civil-air-defence-2019', 'national-baseline@1'];
  const known = [...secrets.ids, ...ids, ...departments, ...packs, '', "' OR 1=1 --", '../../etc/passwd'];
  const texts = ['visit-cap', 'crew', 'disclosure', '抽查', '%', '', ...secrets.ids, ...packs];
  const credits = subjects.filter((id) => /^[0-9A-Z]{18}$/.test(id)).slice(0, 5);
  return {
    ID: known.flatMap((id) => (id === null || id === undefined ? [] : JSON.stringify(id))),
    String: texts.map((text) => JSON.stringify(text)),
    Int: ['2026', '2031', '1', '0', '-1', '2147483647'],
    Float: ['0.5'],
    Boolean: ['true', 'false'],
    Date: [JSON.stringify(city.today), '"2031-06-15"', '"1970-01-01"'],
    DateTime: ['"2026-06-15T00:00:00Z"'],
    CreditCode: credits.map((code) => JSON.stringify(code)),
    DivisionCode: ['"411502"', '"411500"'],
    Percent: ['"5"'],
    Sha256: [JSON.stringify('0'.repeat(64))],
  };
}

interface InsideOfCity {
  readonly draw: {
    readonly plan: {
      readonly id: string;
      readonly legs: readonly {
        readonly id: string;
        readonly items: readonly { readonly id: string }[];
        readonly task: { readonly id: string } | null;
      }[];
    };
    readonly visits: {
      readonly nodes: readonly {
        readonly id: string;
        readonly subjectId: string;
        readonly crew: readonly { readonly seats: readonly { readonly inspector: { readonly id: string } | null }[] }[];
      }[];
    };
  };
  readonly fireRescue: {
    readonly pool: { readonly nodes: readonly { readonly id: string; readonly subjectId: string }[] };
  };
}

/** What of an answer should not be in it. What the client wrote itself is told back to it in errors. */
function leaksOf({ text, data, errors }: Answer<unknown>): string[] {
  const shown = JSON.stringify(data ?? null);
  return [
    ...secrets.texts.filter((secret) => text.includes(secret)),
    ...undisclosed.filter((id) => shown.includes(`"${id}"`)),
    ...secrets.ids.filter((id) => shown.includes(`"${id}"`)),
    ...FORBIDDEN.flatMap((pattern) => pattern.exec(text)?.[0] ?? []),
    ...stringsOf(data).filter((value) => INTERNAL_VALUES.has(value)),
    ...tiedClasses(data),
    // A piece of a record that is no whole.
    ...stringsOf(data).filter((value) => value.includes('"stratum":') && value.includes('"subject":')),
    ...errors.map(({ extensions: { code } }) => code).filter((code) => !isPublicCode(code)),
    ...errors.map(({ message }) => message).filter((message) => !/[一-鿿]/.test(message) && !isOfGraphql(message)),
  ];
}

/** A coded error of ours, but one that hides something unexpected; or what is wrong with a value that the client gave. */
function isPublicCode(code: string): boolean {
  return (
    (/^OV_/.test(code) && !/INTERNAL/.test(code)) || code === 'BAD_USER_INPUT' || code === 'GRAPHQL_VALIDATION_FAILED'
  );
}

function isOfGraphql(message: string): boolean {
  return /^(Variable|Argument|Field|Expected|Cannot|Value)\b/.test(message);
}

/** All texts of an answer, but for published tables, in which a letter is a result's code and tells of nobody. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name.startsWith('resultCodeSystems') ? [] : stringsOf(member),
  );
}

/** All fields that the public sees, by coordinate. */
function publicFields(): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && (isObjectType(type) || isInterfaceType(type)))
    .flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
        : [],
    );
}

describe('whatever the public asks', () => {
  it('of each field that there is for it, with ids of what is not for it, nothing internal comes back', async () => {
    const asked = new Set<string>();
    let seed = 0;
    const choose = (count: number) => {
      seed = (seed * 48_271 + 11) % 2_147_483_647;
      return seed % Math.max(count, 1);
    };
    const { drawId, planId } = city.summary;
    const idsOf: Readonly<Record<string, readonly (string | undefined)[]>> = {
      draw: [drawId],
      jointPlan: [planId, secrets.ids[0]],
      visit: undisclosed.slice(0, 1),
    };
    for (const root of Object.keys(schema.getQueryType()?.getFields() ?? {})) {
      for (const id of idsOf[root] ?? [undefined]) {
        const known = id === undefined ? literals : { ...literals, ID: [JSON.stringify(id)] };
        const query = new QueryWriter(schema, known, choose).all(root, (coordinate) => asked.add(coordinate));
        const answer = await askPublic<unknown>(query);
        const refusals = answer.errors.map(({ extensions: { code } }) => code).filter(isRefusal);
        expect([query, leaksOf(answer), refusals]).toEqual([query, [], []]);
      }
    }
    expect(publicFields().filter((field) => !asked.has(field))).toEqual([]);
  });

  it('in any valid query, nothing internal comes back, and errors are coded texts for the public', async () => {
    const outcomes = { data: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const choose = (count: number) => gen(fc.nat, { max: Math.max(count - 1, 0) });
        const query = new QueryWriter(schema, literals, choose).any();
        const answer = await askPublic<object | undefined>(query);
        expect([query, leaksOf(answer)]).toEqual([query, []]);
        expect(answer.errors.map(({ extensions: { code } }) => code)).not.toContain('GRAPHQL_VALIDATION_FAILED');
        outcomes[answer.data ? 'data' : 'refused'] += 1;
      }),
      { numRuns: FUZZED_QUERIES },
    );
    // What is refused, for its cost or for a value, tells little.
    expect(outcomes.data).toBeGreaterThan(FUZZED_QUERIES / 2);
  });

  it('by the name of what is internal, it is as if there were no such thing', async () => {
    const { data: all } = await ask<IntrospectionQuery>(city, 'public', getIntrospectionQuery());
    const whole = buildClientSchema(all);
    const internal = Object.values(schema.getTypeMap()).flatMap((type) => {
      const same = whole.getType(type.name);
      if (isIntrospectionType(type) || !isObjectType(type) || !isObjectType(same)) return [];
      const names = Object.keys(same.getFields()).filter((name) => type.getFields()[name] === undefined);
      return names.map((name) => `{ departments { ... on ${type.name} { ${name} } } } # ${name}`);
    });
    const roots = Object.keys(whole.getQueryType()?.getFields() ?? {}).filter(
      (name) => !schema.getQueryType()?.getFields()[name],
    );
    expect(internal.length).toBeGreaterThan(50);
    const tried = [
      ...internal.filter((query) => query.includes('Department {')),
      ...roots.map((name) => `{ ${name} }`),
    ];
    for (const query of tried) {
      const { data, errors, text } = await askPublic<undefined>(query);
      expect([query, data, new Set(errors.map(({ extensions: { code } }) => code))]).toEqual([
        query,
        undefined,
        new Set(['GRAPHQL_VALIDATION_FAILED']),
      ]);
      expect(text).not.toMatch(/did you mean|officer|auditor/i);
    }
  });

  it('of the records of a draw, no class stands with a subject: the statement counts by stratum, and names nobody', async () => {
    const { drawId } = city.summary;
    const statement = await wholeRecord(city, 'public', drawId, 'STATEMENT');
    const published = await wholeRecord(city, 'public', drawId, 'PUBLIC');
    expect([...tiedClasses(statement), ...tiedClasses(published)]).toEqual([]);
    const { entries } = JSON.parse(statement) as { entries: readonly { stratum: string }[] };
    expect(entries.map(({ stratum }) => stratum)).toContain('RAISED');
    // An auditor's record has the class of each: what finds nothing in it would find nothing anywhere.
    const roster = tiedClasses(await wholeRecord(city, auditor, drawId, 'AUDITORS'));
    expect(roster.length).toBeGreaterThan(0);
    expect(new Set(roster.map((place) => place.replace(/\d+/, '')))).toEqual(new Set(['.roster[].stratum']));
  });

  it('has no value of an enum that tells of credit or marks', () => {
    const values = Object.values(schema.getTypeMap()).flatMap((type) =>
      isEnumType(type) && !isIntrospectionType(type) ? type.getValues() : [],
    );
    expect(values.map(({ name }) => name).filter((name) => INTERNAL_VALUES.has(name))).toEqual([]);
  });
});

/** Whether a query was refused as a whole, so that it told nothing. */
function isRefusal(code: string): boolean {
  return /^(OV_GATEWAY_|GRAPHQL_|BAD_USER_INPUT)/.test(code);
}

describe('the planted secrets', () => {
  it('are where those whom they concern find them, or this would prove nothing', async () => {
    const { jointPlan, education } = dataOf(
      await ask<{ jointPlan: { title: string; invitations: { explanation: string | null }[] }; education: object }>(
        city,
        lead,
        `query Planted($plan: ID!) { jointPlan(id: $plan) { title invitations { explanation } }
           education { inspectors(first: 1000) { nodes { name certificateNumber } } pool(filter: { tags: ["planted-tag"] }) { nodes { name } } } }`,
        { plan: secrets.ids[0] },
      ),
    );
    for (const told of [jointPlan.title, ...jointPlan.invitations.flatMap(({ explanation }) => explanation ?? [])]) {
      expect(secrets.texts).toContain(told);
    }
    expect(JSON.stringify(education)).toContain(secrets.texts[0]);
    const inside = '{ education { pool(first: 1) { nodes { id creditClass } } } ledger(first: 5) { nodes { actor } } }';
    const leaks = leaksOf(await ask<object>(city, auditor, inside));
    const pool = '{ education { pool(first: 1) { nodes { subjectId creditClass } } } }';
    const { data } = await ask<object>(city, auditor, pool);
    expect(tiedClasses(data)).toEqual(['.education.pool.nodes[0].creditClass']);
    const inText = { text: '{"roster":[{"stratum":"D","subject":"p:1"}],"quotas":[{"leg":"l","stratum":"A"}]}' };
    expect(tiedClasses(inText)).toEqual(['.text.roster[0].stratum']);
    expect(leaks).toEqual(expect.arrayContaining([expect.stringMatching(/^[A-D]$/), expect.stringMatching(/^e2e-/)]));
  });
});
