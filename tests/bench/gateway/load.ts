import autocannon from 'autocannon';
import { request } from 'undici';
import type { BenchServer } from './BenchServer.js';
import type { Question } from './questions.js';

/** What came of a load. */
export interface Load {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** Of the server's process, for each request. */
  readonly cpuMs: number;
}

/** How much is asked: over so many connections, each of which asks again as soon as it is answered, for some seconds or so many requests. */
export type LoadExtent = { readonly connections: number } & (
  | { readonly duration: number }
  | { readonly amount: number }
);

/**
 * Asks a server.
 * @param question what the nth connection asks; all answers are equally long
 * @throws Error if a request fails, or its answer is shorter than it should be or has errors
 */
export async function load(
  server: BenchServer,
  extent: LoadExtent,
  question: (connection: number) => Question,
): Promise<Load> {
  const { length } = await ask(server, question(0));
  const before = await server.usage();
  let connection = 0;
  const result = await autocannon({
    url: server.url,
    ...extent,
    method: 'POST',
    headers: server.headers,
    setupClient: (client) => {
      client.setBody(JSON.stringify(question(connection)));
      connection += 1;
    },
    // Where it splits a character between two pieces, autocannon makes more of it.
    verifyBody: (body) => String(body).length >= length && !String(body).includes('"errors"'),
  });
  // What was under way at the end is answered before this is: the next load finds an idle machine.
  await ask(server, question(0));
  const after = await server.usage();
  const { total } = result.requests;
  const wrong = result.errors + result.timeouts + result.non2xx + result.mismatches;
  if (wrong > 0) throw new Error(`${wrong} of ${total} requests to ${server.url} were not answered as expected`);
  return {
    requestsPerSecond: total / result.duration,
    p99Ms: result.latency.p99,
    cpuMs: ((after.cpuSeconds - before.cpuSeconds) / total) * 1000,
  };
}

/**
 * Asks once.
 * @returns the answer's text
 * @throws Error for an answer with errors
 */
export async function ask({ url, headers }: BenchServer, question: Question): Promise<string> {
  const response = await request(url, { method: 'POST', headers, body: JSON.stringify(question) });
  const text = await response.body.text();
  if (response.statusCode !== 200 || text.includes('"errors"'))
    throw new Error(`${url} answered ${text.slice(0, 500)}`);
  return text;
}
