import { createHash } from 'node:crypto';
import { request } from 'undici';
import * as z from 'zod';
import type { ClientClaims } from '../../clientClaims.js';
import { demoError } from '../errors.js';
import type { DemoOptions } from './DemoOptions.js';

/** One operation of the gateway's public API. */
export interface GatewayOperation<Answer> {
  /** Name of the operation in the document; errors name it. */
  readonly operation: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** On whose behalf. */
  readonly claims: ClientClaims;
  /** What `data` must look like. */
  readonly answer: z.ZodType<Answer>;
}

const TIMEOUT_MS = 180_000;

const responseSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .optional(),
});

/** Talks to the gateway as any client would: GraphQL over HTTP with a bearer token. */
export class GatewayClient {
  readonly #endpoint: string;
  readonly #token: DemoOptions['token'];

  constructor({ gatewayUrl, token }: Pick<DemoOptions, 'gatewayUrl' | 'token'>) {
    this.#endpoint = new URL('/graphql', gatewayUrl).href;
    this.#token = token;
  }

  /**
   * Asks, and answers with `data`.
   * @throws OV_DEMO_GATEWAY_UNREACHABLE, OV_DEMO_NOT_GRAPHQL, OV_DEMO_REFUSED on any GraphQL error, OV_DEMO_ANSWER
   */
  async ask<Answer>({ operation, document, variables, claims, answer }: GatewayOperation<Answer>): Promise<Answer> {
    const body = JSON.stringify({ query: document, operationName: operation, variables });
    const { data, errors = [] } = await this.#post(operation, body, await this.#token(claims));
    if (errors.length > 0) {
      const codes = [...new Set(errors.map((error) => error.extensions?.code ?? 'UNKNOWN'))].join(', ');
      throw demoError('OV_DEMO_REFUSED', {
        operation,
        codes,
        messages: errors.map((error) => error.message).join('; '),
      });
    }
    const parsed = answer.safeParse(data);
    if (!parsed.success) throw demoError('OV_DEMO_ANSWER', { operation, problem: z.prettifyError(parsed.error) });
    return parsed.data;
  }

  async #post(operation: string, body: string, token: string): Promise<z.infer<typeof responseSchema>> {
    const { status, text } = await this.#send(body, token).catch((cause: unknown) => {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw demoError('OV_DEMO_GATEWAY_UNREACHABLE', { operation, url: this.#endpoint, problem });
    });
    const response = responseSchema.safeParse(parseJson(text));
    if (!response.success) throw demoError('OV_DEMO_NOT_GRAPHQL', { operation, status, url: this.#endpoint });
    return response.data;
  }

  async #send(body: string, token: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await request(this.#endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    return { status: response.statusCode, text: await response.body.text() };
  }
}

/** A key under which the same request is done once: it follows from the request itself. */
export function idempotencyKey(operation: string, variables: unknown): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([operation, variables]))
    .digest('hex');
  return `demo:${operation}:${digest.slice(0, 32)}`;
}

/** The value of a JSON text; undefined where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
