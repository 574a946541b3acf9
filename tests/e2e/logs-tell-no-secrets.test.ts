import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFilesIn, signClientToken } from '@onevisit/gateway';
import { expect, inject, it } from 'vitest';
import { officer, post } from './ask.js';

const city = inject('city');

/** A name, a certificate and a subject of a token that are on no log unless one writes what it must not. */
const NAME = '欧阳慎言';
const CERTIFICATE = 'ZS-7731-SECRET';
const SUB = 'zhuge-mingxuan';

const INSPECTOR = {
  code: 'LOG-1',
  name: NAME,
  certificateNumber: CERTIFICATE,
  certificateValidTo: '2099-12-31',
  district: '411502',
  post: 'FRONT_LINE',
  capacity: 1,
  active: false,
};

/** Every line of the logs of all processes. */
async function logLines(): Promise<string[]> {
  const folder = join(city.dataDir, 'logs');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.log') && file !== 'postgres.log');
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
}

it('logs say which operation of which request a process answered, and tell neither tokens nor persons', async () => {
  const token = await signClientToken(keyFilesIn(city.dataDir), { ...officer('fire-rescue'), sub: SUB });
  const authorization = `Bearer ${token}`;
  const url = `${city.gatewayUrl}/graphql`;
  const save = `mutation KeepSecret($inspectors: [InspectorInput!]!) {
    fireRescueSaveInspectors(inspectors: $inspectors) { created updated unchanged } }`;
  const asked: object[] = [
    { query: save, variables: { inspectors: [INSPECTOR] } },
    // What is refused by the gateway, by a scalar, by the department.
    { query: save, variables: { inspectors: [{ ...INSPECTOR, capacity: NAME }] } },
    { query: save, variables: { inspectors: [{ ...INSPECTOR, certificateValidTo: CERTIFICATE }] } },
    { query: save, variables: { inspectors: [{ ...INSPECTOR, capacity: -1 }] } },
    { query: `query AskSecret { fireRescue { inspectors(first: 500) { nodes { name certificateNumber } } } }` },
  ];
  const answers = [];
  for (const body of asked) answers.push(await post<object>(url, { authorization }, body));
  expect(answers.map(({ errors }) => errors.length > 0)).toEqual([false, true, true, true, false]);
  expect(answers.at(-1)?.text).toContain(NAME);
  const forged = await post(
    url,
    { authorization: `${authorization.slice(0, -8)}AAAAAAAA` },
    { query: '{ __typename }' },
  );
  expect(forged.status).toBe(401);

  await expect.poll(async () => (await logLines()).filter((line) => line.includes('AskSecret')).length).toBe(2);
  const lines = await logLines();
  // What Node itself warns of is no JSON.
  const entries = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  const [gateway, department] = ['gateway', 'fire-rescue'].map((name) =>
    entries.find(
      ({ process, subgraph, operation }) =>
        [process, subgraph].includes(name) && String(operation).startsWith('AskSecret'),
    ),
  );
  expect(gateway).toMatchObject({ type: 'query', role: 'officer', status: 'ok', errors: [], ms: expect.any(Number) });
  expect(department).toMatchObject({ type: 'query', role: 'officer', status: 200, ms: expect.any(Number) });
  expect(department?.requestId).toBe(gateway?.requestId);
  const refused = entries.filter(({ operation }) => String(operation).startsWith('KeepSecret'));
  expect(refused.some(({ errors }) => Array.isArray(errors) && errors.length > 0)).toBe(true);

  const [header = '', payload = '', signature = ''] = token.split('.');
  for (const secret of [NAME, CERTIFICATE, SUB, payload, signature, `${header}.`, 'Bearer ']) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});
