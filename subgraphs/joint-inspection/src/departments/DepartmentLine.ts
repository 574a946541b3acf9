import { randomUUID } from 'node:crypto';
import { ASSERTION_HEADER, type OneVisitError } from '@onevisit/kit';
import { traceHeaders } from '@onevisit/kit/observability';
import { errors, Pool } from 'undici';
import type * as z from 'zod';
import { jointError } from '../errors.js';
import { graphqlAnswer } from './answers.js';

/** Largest answer: twenty thousand lines of a roster take some two megabytes. */
const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/** What a proxy answers in place of a department that is down. */
const DOWN: ReadonlySet<number> = new Set([502, 503, 504]);

/** Where a department is reached, and by whose word. */
export interface LineOptions {
  readonly code: string;
  readonly url: string;
  /** Signs an assertion over the body of a request. */
  readonly sign: (body: string) => Promise<string>;
  /** A call takes no longer, in milliseconds. */
  readonly withinMs: number;
}

/**
 * GraphQL over HTTP to one department's subgraph, with answers that are read by a schema.
 * Every call throws OV_JOINT_DEPARTMENT_UNAVAILABLE, OV_JOINT_DEPARTMENT_REFUSED or OV_JOINT_DEPARTMENT_BAD_ANSWER.
 */
export class DepartmentLine {
  readonly #options: LineOptions;
  readonly #path: string;
  readonly #pool: Pool;

  constructor(options: LineOptions) {
    const url = new URL(options.url);
    this.#options = options;
    this.#path = url.pathname;
    this.#pool = new Pool(url.origin, { connections: 4, maxResponseSize: MOST_ANSWER_BYTES });
  }

  /** What a document answers. */
  async call(query: string, variables: object, signal?: AbortSignal): Promise<Record<string, unknown>> {
    const text = await this.#post(JSON.stringify({ query, variables }), signal);
    const parsed = this.read(graphqlAnswer, parseJson(text));
    const [error] = parsed.errors ?? [];
    if (error !== undefined) {
      const details = { departmentCode: error.extensions?.code ?? null };
      const values = { department: this.#options.code, message: error.message };
      throw jointError('OV_JOINT_DEPARTMENT_REFUSED', values, details);
    }
    return parsed.data ?? {};
  }

  /** A part of an answer, as it must look. */
  read<Value>(schema: z.ZodType<Value>, value: unknown): Value {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw this.badAnswer(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  }

  /** The refusal of an answer, to be thrown. */
  badAnswer(problem: string): OneVisitError {
    return jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department: this.#options.code, problem });
  }

  /** Closes the connections, after the calls under way. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #post(body: string, signal?: AbortSignal): Promise<string> {
    const { code, sign, withinMs } = this.#options;
    // Not AbortSignal.timeout: Node 20 forgets one that only AbortSignal.any knows.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), withinMs);
    try {
      const assertion = await sign(body);
      const response = await this.#pool.request({
        path: this.#path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-request-id': randomUUID(),
          [ASSERTION_HEADER]: assertion,
          ...traceHeaders(),
        },
        body,
        signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
      });
      const text = await response.body.text();
      if (DOWN.has(response.statusCode)) throw new Error(`HTTP ${response.statusCode}`);
      return text;
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof errors.ResponseExceededMaxSizeError) {
        throw this.badAnswer(`more than ${MOST_ANSWER_BYTES} bytes`);
      }
      // The cause is for the log alone: it may name hosts and ports.
      throw Object.assign(jointError('OV_JOINT_DEPARTMENT_UNAVAILABLE', { department: code }), { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A parsed answer; undefined, which no answer is, where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
