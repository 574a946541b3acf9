import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentId } from '@onevisit/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AskOptions,
  type LightAnswer,
  type LightCity,
  startLightCity,
  waterOfficer,
} from './lightCity.fixture.js';

let city: LightCity;
beforeAll(async () => {
  city = await startLightCity();
});
afterAll(() => city.close());

const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

/** Asks, and says what was refused and with which figures; nothing may have reached a subgraph. */
async function refusal(query: string, variables: object = {}) {
  const before = city.fireSaw.length;
  const { status, data, errors, codes, text } = await city.ask(query, { variables });
  expect(data ?? null).toBeNull();
  expect(city.fireSaw.length).toBe(before);
  expect(status).toBe(400);
  return { codes, text, extensions: errors.map(({ extensions }) => extensions) };
}

describe('a document that costs more to read than an answer is worth', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['alias overloading', `{ ${repeat(3_000, (i) => `a${i}: open`)} }`, 'aliases'],
    ['directive overloading', `{ open ${'@include(if: true) '.repeat(500)} }`, 'directives'],
    ['root fields without end', `{ ${repeat(60, () => 'open')} }`, 'rootFields'],
    ['a query that is too deep', `{ subject { ${'self { '.repeat(30)} id ${'} '.repeat(30)} } }`, 'depth'],
    [
      'circles in the schema, by fragments',
      `{ subject { ...a } } ${repeat(30, (i) => `fragment f${i} on Subject { self { id } }`)}
        fragment a on Subject { ${'self { '.repeat(9)} ...b ${'} '.repeat(9)} } fragment b on Subject { ${'self { '.repeat(9)} id ${'} '.repeat(9)} }`,
      'depth',
    ],
    [
      'a fragment bomb',
      `{ subject { ...f0 } } ${repeat(30, (i) => `fragment f${i} on Subject { ...f${i + 1} ...f${i + 1} }`)} fragment f30 on Subject { id }`,
      'selections',
    ],
    ['one field thousands of times', `{ subject { ${'id '.repeat(6_000)} } }`, 'selections'],
    ['a flood of tokens', `{ ${'open '.repeat(11_000)} }`, 'tokens'],
  ];

  it.each(cases)('%s is refused with its figure', async (_attack, query, measure) => {
    const { codes, extensions } = await refusal(query);
    expect(new Set(codes)).toEqual(new Set(['OV_GATEWAY_DOCUMENT_TOO_LARGE']));
    expect(extensions.map((extension) => extension.measure)).toContain(measure);
  });

  it('fragments that spread themselves are refused', async () => {
    const { codes } = await refusal(
      '{ subject { ...a } } fragment a on Subject { self { ...b } } fragment b on Subject { ...a }',
    );
    expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  it('nested conflicting fields take no time that counts', async () => {
    const nest = (depth: number): string => (depth === 0 ? 'id' : `self { ${nest(depth - 1)} } `.repeat(2));
    // Large ones are refused before their fields are compared; smaller ones when comparing them has taken too many steps.
    expect((await refusal(`{ subject { ${nest(12)} } }`)).codes).toContain('OV_GATEWAY_DOCUMENT_TOO_LARGE');
    const { codes, text } = await refusal(`{ subject { ${nest(9)} } }`);
    expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(text).toContain('Validation aborted.');
  });

  it('thousands of faults are not all told', async () => {
    const { extensions, text } = await refusal(`{ subject { ${repeat(3_000, (i) => `x${i}`)} } }`);
    expect(extensions.length).toBeLessThanOrEqual(101);
    expect(text.length).toBeLessThan(50_000);
  });
});

describe('an operation that costs too much to answer', () => {
  it.each<[string, string, object]>([
    ['a list without end', '{ subjects(first: 1000000) { nodes { id } } }', {}],
    ['a list without end, by variable', 'query Q($n: Int) { subjects(first: $n) { nodes { id } } }', { n: 2_000_000 }],
    [
      'long lists, many times by alias',
      `{ ${repeat(45, (i) => `a${i}: subjects(first: 1000) { nodes { id } }`)} }`,
      {},
    ],
  ])('%s is refused with its cost and the limit', async (_attack, query, variables) => {
    const { codes, extensions } = await refusal(query, variables);
    expect(codes).toEqual(['OV_GATEWAY_COST']);
    expect(extensions[0]).toMatchObject({ role: 'public', limit: 20_000, cost: expect.any(Number) });
    expect(Number(extensions[0]?.cost)).toBeGreaterThan(20_000);
  });

  it('an officer may spend more than the public', async () => {
    const query = '{ subjects(first: 30000) { nodes { id } } }';
    expect((await city.ask(query)).codes).toEqual(['OV_GATEWAY_COST']);
    expect((await city.ask(query, { as: waterOfficer })).codes).toEqual([]);
  });

  it('the cost is told to whoever asks for it, without running anything', async () => {
    const query = '{ subjects(first: 99) { nodes { id } } }';
    const before = city.fireSaw.length;
    const estimate = await city.ask(query, { extensions: { cost: 'estimate' } });
    expect(JSON.parse(estimate.text)).toEqual({
      data: null,
      extensions: { cost: { cost: 100, limit: 20_000, role: 'public' } },
    });
    expect(city.fireSaw.length).toBe(before);
    const report = await city.ask(query, { extensions: { cost: 'report' } });
    expect(JSON.parse(report.text)).toMatchObject({ data: { subjects: {} }, extensions: { cost: { cost: 100 } } });
  });
});

describe('a document that differs from all before it', () => {
  it('documents that are new each time are planned for no client without end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onevisit-documents-'));
    const body = '{ listed: open }';
    const operations = [{ id: documentId(body), name: 'Listed', type: 'query', body }];
    const manifest = join(folder, 'documents.json');
    await writeFile(manifest, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
    const limited = await startLightCity({
      ONEVISIT_NEW_SELECTIONS: 'public=10,officer=30',
      ONEVISIT_DOCUMENTS: manifest,
    });
    const fresh = async (count: number, options: AskOptions = {}) => {
      const answers: LightAnswer[] = [];
      for (let n = 0; n < count; n += 1) answers.push(await limited.ask(`{ n${n}: open subject { id } }`, options));
      return answers;
    };
    try {
      const answers = await fresh(5);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
      expect(limited.fireSaw).toHaveLength(3);
      expect(answers[4]).toMatchObject({
        codes: ['OV_GATEWAY_NEW_DOCUMENTS'],
        errors: [{ extensions: { limit: 10 } }],
      });
      expect(Number(answers[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
      // What was planned before is answered, as are persisted documents, and other clients.
      expect((await fresh(3)).map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await limited.ask(body)).data).toEqual({ listed: 'open' });
      expect((await fresh(5, { as: waterOfficer })).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    } finally {
      await limited.close();
      await rm(folder, { recursive: true });
    }
  });
});

describe('a document that asks for what is not for clients', () => {
  it.each([
    [
      '_entities through the gateway',
      '{ _entities(representations: [{ __typename: "Subject", id: "1" }]) { __typename } }',
    ],
    ['_service through the gateway', '{ _service { sdl } }'],
    ['a field for services only', '{ fireRoster }'],
    ['a subgraph by name', '{ subject { id @join__field(graph: FIRE_RESCUE) } }'],
  ])('%s is unknown', async (_attack, query) => {
    const { codes } = await refusal(query);
    expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  it.each(['representations', '_representations0'])(
    'a variable named as calls of subgraphs need it, %s',
    async (name) => {
      const { codes, extensions } = await refusal(`query Q($${name}: String) { echo(text: $${name}) }`, {
        [name]: 'x',
      });
      expect(codes).toEqual(['OV_GATEWAY_RESERVED_VARIABLE']);
      expect(extensions[0]).toMatchObject({ name });
    },
  );

  it('no names are suggested', async () => {
    const { text } = await refusal('{ subjec { id } }');
    expect(text).not.toMatch(/did you mean/i);
    expect(text).not.toContain('"subject"');
  });

  it.each([
    ['a field of an input', 'query Q($at: Place) { near(at: $at) }', { at: { citty: 'x' } }, 'city'],
    ['a value of an enumeration', 'query Q($at: Place) { near(at: $at) }', { at: { side: 'LEFFT' } }, 'LEFT'],
  ])('no name of %s is suggested for a variable', async (_what, query, variables, name) => {
    const { text } = await refusal(query, variables);
    expect(text).not.toMatch(/did you mean/i);
    expect(text).not.toContain(`"${name}"`);
  });

  it('the schema many times by alias is refused', async () => {
    const { codes } = await refusal(`{ ${repeat(20, (i) => `a${i}: __schema { types { name } }`)} }`);
    expect(codes).toEqual(['OV_GATEWAY_INTROSPECTION_TWICE']);
  });

  it('introspection that goes round in circles is refused', async () => {
    const { codes } = await refusal(
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    );
    expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });
});

describe('introspection is for whom the policy says', () => {
  it.each([
    ['off', [true, true]],
    ['signed-in', [true, false]],
  ] as const)('introspection is refused by the policy "%s"', async (policy, refused) => {
    const closed = await startLightCity({ ONEVISIT_INTROSPECTION: policy });
    try {
      for (const query of [
        '{ __schema { types { name } } }',
        '{ ...f } fragment f on Query { __type(name: "Query") { name } }',
      ]) {
        const answers = [await closed.ask(query), await closed.ask(query, { as: waterOfficer })];
        expect(answers.map(({ codes }) => codes[0] === 'OV_GATEWAY_INTROSPECTION')).toEqual(refused);
      }
      expect((await closed.ask('{ __typename open }')).codes).toEqual([]);
    } finally {
      await closed.close();
    }
  });
});

describe('values that no parser expects', () => {
  it.each<[string, string, object]>([
    ['an integer that is too large, in the document', '{ echo(number: 99999999999999999999) }', {}],
    ['an integer that is too large, by variable', 'query Q($n: Int) { echo(number: $n) }', { n: 1e300 }],
    ['a number for a name', 'query Q($t: String) { echo(text: $t) }', { t: { toString: 'x' } }],
    ['a null byte in the document', '{ open\u0000 }', {}],
    ['an invisible letter in a name', '{ op\u202een }', {}],
    ['a variable that nobody declared', '{ echo(text: $t) }', { t: 'x' }],
  ])('%s is refused', async (_attack, query, variables) => {
    const { codes } = await refusal(query, variables);
    expect(codes.every((code) => /^(GRAPHQL_|BAD_USER_INPUT)/.test(code))).toBe(true);
  });

  it.each([
    ['null bytes', 'a\u0000b'],
    ['half of a pair of surrogates', 'a\ud800b'],
    ['text that turns around', '\u202eabc'],
  ])('%s in a variable go through as a value and no more', async (_attack, given) => {
    const { data, codes } = await city.ask('query Q($t: String) { echo(text: $t) }', { variables: { t: given } });
    expect(codes).toEqual([]);
    expect(typeof data?.echo).toBe('string');
  });

  it('variables nested a hundred thousand deep do no harm', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const response = await fetch(city.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"query Q($t: String) { echo(text: $t) }","variables":{"t":${deep}}}`,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toMatch(/ at |RangeError|stack/);
    expect((await city.ask('{ open }')).data).toEqual({ open: 'open' });
  });
});
