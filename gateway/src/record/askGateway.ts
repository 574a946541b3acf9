import { request } from 'undici';
import * as z from 'zod';
import { gatewayError } from '../errors.js';

/** A gateway, and on whose behalf it is asked. */
export interface GatewayAccess {
  /** Such as http://127.0.0.1:4000; its API is at /graphql. */
  readonly gatewayUrl: string;
  /** A bearer token; null for the public. */
  readonly token: string | null;
}

/** A question, and what `data` must look like. */
export interface GatewayQuestion<Data> {
  readonly query: string;
  readonly variables: object;
  readonly data: z.ZodType<Data>;
  /** Where an answer with errors will do, as long as `data` looks like that: told what they say. */
  readonly missing?: (messages: readonly string[]) => void;
}

const TIMEOUT_MS = 180_000;

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.looseObject({ code: z.string() }).optional() }))
    .optional(),
});

/**
 * Asks a gateway one question.
 * @throws OV_CLI_GATEWAY where there is none, or it answers something else; OV_CLI_REFUSED on any GraphQL error
 */
export async function askGateway<Data>(
  { gatewayUrl, token }: GatewayAccess,
  { query, variables, data: expected, missing }: GatewayQuestion<Data>,
): Promise<Data> {
  const url = new URL('/graphql', gatewayUrl).href;
  const failed = (problem: string): Error => gatewayError('OV_CLI_GATEWAY', { url, problem });
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...authorization },
    body: JSON.stringify({ query, variables }),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  }).catch((cause: unknown) => {
    throw failed(cause instanceof Error ? cause.message : String(cause));
  });
  const answer = answerSchema.safeParse(await response.body.json().catch(() => undefined));
  if (!answer.success) throw failed(`HTTP ${response.statusCode}`);
  const { errors = [] } = answer.data;
  const data = expected.safeParse(answer.data.data);
  if (errors.length > 0 && missing !== undefined && data.success) missing(errors.map(({ message }) => message));
  else if (errors.length > 0) {
    const codes = [...new Set(errors.map(({ extensions }) => extensions?.code ?? 'UNKNOWN'))].join(', ');
    throw gatewayError('OV_CLI_REFUSED', { codes, messages: errors.map(({ message }) => message).join('\n') });
  }
  if (!data.success) throw failed(z.prettifyError(data.error));
  return data.data;
}
