import { type ClientClaims, keyFilesIn, signClientToken } from '@onevisit/gateway';
import { request } from 'undici';

/** An answer as it came over HTTP; the types of data are the test's to say. */
export interface Answer<Data> {
  readonly status: number;
  readonly text: string;
  readonly data: Data;
  readonly errors: readonly GraphQLProblem[];
}

/** An error of an answer. */
export interface GraphQLProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly serviceName?: string };
}

/** A gateway, and where the keys of its clients' tokens are. */
export interface GatewayAddress {
  readonly gatewayUrl: string;
  readonly dataDir: string;
}

/** Asks a gateway as any client would: as whoever the claims say, or as the public. */
export async function ask<Data>(
  gateway: GatewayAddress,
  claims: ClientClaims | 'public',
  query: string,
  variables: object = {},
): Promise<Answer<Data>> {
  const token = claims === 'public' ? null : await signClientToken(keyFilesIn(gateway.dataDir), claims);
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return await post(`${gateway.gatewayUrl}/graphql`, authorization, { query, variables });
}

/** Posts a GraphQL request to any URL. */
export async function post<Data>(url: string, headers: Record<string, string>, body: object): Promise<Answer<Data>> {
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.body.text();
  const { data, errors = [] } = JSON.parse(text) as { data: Data; errors?: readonly GraphQLProblem[] };
  return { status: response.statusCode, text, data, errors };
}

/** The data of an answer that must have no errors. */
export function dataOf<Data>(answer: Answer<Data>): Data {
  if (answer.errors.length > 0) throw new Error(answer.errors.map((error) => error.message).join('\n'));
  return answer.data;
}

/** A whole record of a draw: its pieces, joined. */
export async function wholeRecord(
  gateway: GatewayAddress,
  claims: ClientClaims | 'public',
  drawId: string,
  kind: string,
): Promise<string> {
  const query = `query Record($id: ID!, $kind: DrawRecordKind!, $after: String) {
    draw(id: $id) { record(kind: $kind, after: $after) { text endCursor hasNextPage } } }`;
  const texts: string[] = [];
  for (let after: string | null = null; ; ) {
    const answer: Answer<RecordData> = await ask(gateway, claims, query, { id: drawId, kind, after });
    const { text, endCursor, hasNextPage } = dataOf(answer).draw.record;
    texts.push(text);
    if (!hasNextPage) return texts.join('');
    after = endCursor;
  }
}

interface RecordData {
  readonly draw: {
    readonly record: { readonly text: string; readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

/** The market-regulation lead. */
export const lead: ClientClaims = { role: 'lead', sub: 'e2e-lead', department: 'market-regulation' };

/** An auditor. */
export const auditor: ClientClaims = { role: 'auditor', sub: 'e2e-auditor' };

/** An officer of a department. */
export function officer(department: string): ClientClaims {
  return { role: 'officer', sub: `e2e-${department}`, department };
}

/** An inspector, by id. */
export function inspector(id: string): ClientClaims {
  return { role: 'inspector', sub: id, department: id.slice(0, id.indexOf(':')), inspector: id };
}
