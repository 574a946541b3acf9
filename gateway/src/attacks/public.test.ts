import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentId } from '@onevisit/schema';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskOptions, fireOfficer, type LightCity, startLightCity } from './lightCity.fixture.js';

const OPEN = 'query Open { open }';
const STAFF = 'query Staff { staff }';

let city: LightCity;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-public-'));
  const operations = [OPEN, STAFF].map((body) => {
    return { id: documentId(body), name: body.split(' ')[1], type: 'query', body };
  });
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  await writeFile(join(folder, 'documents.json'), JSON.stringify(manifest));
  city = await startLightCity({
    ONEVISIT_DOCUMENTS: join(folder, 'documents.json'),
    ONEVISIT_INTROSPECTION: 'signed-in',
    ONEVISIT_SUPERGRAPH_POLL_MS: '20',
  });
});

afterAll(async () => {
  await city.close();
  await rm(folder, { recursive: true });
});

const askPublic = (query: string, options: AskOptions = {}) => city.ask(query, { ...options, path: '/public/graphql' });

/** Asks for a persisted document by its id alone. */
async function askById(body: string, path: string): Promise<{ readonly data?: unknown; readonly errors?: unknown }> {
  const payload = JSON.stringify({ documentId: `sha256:${documentId(body)}` });
  const url = city.url.replace('/graphql', path);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: payload });
  return (await response.json()) as { readonly data?: unknown; readonly errors?: unknown };
}

/** Has the gateway take up its supergraph with something else in it. */
async function changeSupergraph(from: RegExp, to: string): Promise<string> {
  const file = join(city.dataDir, 'supergraph.graphql');
  const before = await readFile(file, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`The supergraph has no ${from}.`);
  await putSupergraph(after);
  return before;
}

async function putSupergraph(sdl: string): Promise<void> {
  const file = join(city.dataDir, 'supergraph.graphql');
  await writeFile(`${file}.new`, sdl);
  await rename(`${file}.new`, file);
}

describe('the public endpoint', () => {
  it('answers anybody what is public, across subgraphs', async () => {
    city.waterAnswers((response) => response.end('{"data":{"_entities":[{"permit":"W-1"}]}}'));
    const { status, data, codes } = await askPublic('{ open subject { id name permit } }');
    expect({ status, data, codes }).toEqual({
      status: 200,
      data: { open: 'open', subject: { id: 's1', name: 'n', permit: 'W-1' } },
      codes: [],
    });
  });

  it('knows no field that is internal, and says no more of it than of one that there never was', async () => {
    for (const query of ['{ staff }', '{ subject { phone } }', '{ fireRoster }', '{ nothing }', 'mutation { save }']) {
      const { data, codes, text } = await askPublic(query);
      expect([query, data, codes]).toEqual([query, undefined, ['GRAPHQL_VALIDATION_FAILED']]);
      expect(text).not.toMatch(/officer|service|did you mean/i);
    }
  });

  it('shows by introspection what is public and nothing else, even where the whole graph shows nobody anything', async () => {
    const { data } = await askPublic(getIntrospectionQuery({ descriptions: false }));
    const { types, mutationType } = (data as unknown as IntrospectionQuery).__schema;
    const names = types.flatMap((type) => [
      type.name,
      ...(type.kind === 'OBJECT' ? type.fields.map(({ name }) => `${type.name}.${name}`) : []),
    ]);
    expect(names).toEqual(expect.arrayContaining(['Query.open', 'Subject.name', 'Subject.permit', 'Named']));
    expect(names.filter((name) => /staff|phone|roster|save/i.test(name))).toEqual([]);
    expect(mutationType).toMatchObject({ name: 'Mutation' });
    expect((await city.ask('{ __schema { queryType { name } } }')).codes).toEqual(['OV_GATEWAY_INTROSPECTION']);
  });

  it('shows no more by introspection beside other fields, which whoever executes the rest would answer', async () => {
    const fieldsOf = async (name: string) => {
      const { data } = await askPublic(`{ open __type(name: "${name}") { fields { name } } }`);
      return data;
    };
    expect(JSON.stringify(await fieldsOf('Subject'))).not.toMatch(/phone/);
    expect(await fieldsOf('Mutation')).toEqual({ open: 'open', __type: { fields: [{ name: 'note' }] } });
  });

  it('takes no token, not even a good one, and asks no subgraph about it', async () => {
    const before = city.fireSaw.length;
    for (const options of [{ as: fireOfficer }, { headers: { authorization: 'Bearer a.b.c' } }]) {
      const { status, codes } = await askPublic('{ open }', options);
      expect([status, codes]).toEqual([400, ['OV_GATEWAY_PUBLIC_TOKEN']]);
    }
    expect(city.fireSaw).toHaveLength(before);
    await askPublic('{ open }');
    expect(city.fireSaw.slice(before)).toEqual(['public']);
  });

  it('masks what a subgraph should not have said', async () => {
    const { codes, text } = await askPublic('{ boom }');
    expect(codes).toHaveLength(1);
    expect(text).not.toMatch(/ECONNREFUSED|10\.0\.0\.7|srv|127\.0\.0\.1|http:/);
  });

  it('keeps to the limits of the public', async () => {
    expect((await askPublic('{ subjects(first: 100000) { nodes { id } } }')).codes).toEqual(['OV_GATEWAY_COST']);
    const deep = `{ subject ${'{ self '.repeat(20)}{ id }${' }'.repeat(20)} }`;
    expect((await askPublic(deep)).codes).toEqual(['OV_GATEWAY_DOCUMENT_TOO_LARGE']);
  });

  it('serves the persisted documents that are the public’s, and not even the text of others', async () => {
    expect(await askById(OPEN, '/public/graphql')).toEqual({ data: { open: 'open' } });
    const other = await askById(STAFF, '/public/graphql');
    expect(other.errors).toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }]);
    expect((await askById(STAFF, '/graphql')).errors).toMatchObject([{ extensions: { code: 'OV_KIT_FORBIDDEN' } }]);
  });

  it('changes in one moment with the supergraph, and keeps what it has where a new one is refused', async () => {
    const query = '{ echo(text: "a") }';
    expect((await askPublic(query)).data).toEqual({ echo: 'a' });
    const before = await changeSupergraph(/(\n {2}echo\([^\n]*) @tag\(name: "public"\)\n/, '$1\n');
    await expect.poll(async () => (await askPublic(query)).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect((await city.ask(query)).data).toEqual({ echo: 'a' });
    await putSupergraph(before.replace('join/v0.5', 'join/v9.9'));
    await expect.poll(async () => readyOf()).toMatchObject({ supergraph: { name: 'holding' } });
    expect((await askPublic(query)).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    await putSupergraph(before);
    await expect.poll(async () => (await askPublic(query)).data).toEqual({ echo: 'a' });
  });

  it('says so where the supergraph has no public variant, and has one as soon as it does', async () => {
    const before = await changeSupergraph(/ @tag\(name: "public"\)/g, '');
    await expect.poll(async () => (await askPublic('{ open }')).codes).toEqual(['OV_GATEWAY_NO_PUBLIC_VARIANT']);
    expect((await askPublic('{ open }')).status).toBe(404);
    expect((await city.ask('{ open }')).data).toEqual({ open: 'open' });
    await putSupergraph(before);
    await expect.poll(async () => (await askPublic('{ open }')).data).toEqual({ open: 'open' });
  });

  it('has an editor of its own, without a place for tokens', async () => {
    const page = await fetch(city.url.replace('/graphql', '/public'));
    expect(page.status).toBe(200);
    const script = /\/graphiql\/public\.js/.exec(await page.text())?.[0];
    const text = await (await fetch(city.url.replace('/graphql', script ?? ''))).text();
    expect(text).toContain("url: '/public/graphql'");
    expect(text).toContain('isHeadersEditorEnabled: false');
  });
});

async function readyOf(): Promise<unknown> {
  return (await fetch(city.url.replace('/graphql', '/readyz'))).json();
}
