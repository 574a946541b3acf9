import { PassThrough } from 'node:stream';
import { DatabaseError } from 'pg';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { logOptions } from './logOptions.js';

/** What a log of ours writes when something is logged. */
function logged(entry: object): { readonly text: string; readonly line: Record<string, never> } {
  const output = new PassThrough();
  pino(logOptions('info', { process: 'test' }), output).info(entry, 'something');
  const text = String(output.read());
  return { text, line: JSON.parse(text) };
}

describe('a log', () => {
  it('is a line of JSON that says which process wrote it', () => {
    expect(logged({ requestId: 'r1' }).line).toMatchObject({ process: 'test', requestId: 'r1', msg: 'something' });
  });

  it('hides tokens, variables and persons, at the top and one level down', () => {
    const { text } = logged({
      authorization: 'Bearer eyJ.secret.1',
      variables: { name: '王小明' },
      request: { headers: { cookie: 'secret' }, variables: { name: '王小明' } },
      context: { viewer: { role: 'officer', sub: '王小明' }, token: 'eyJ.secret.2' },
    });
    expect(text).not.toMatch(/secret|王小明|eyJ/);
    expect(text).toContain('[hidden]');
  });

  it('says what an error is and where it comes from, not what was in the row or the request', () => {
    const refused = new DatabaseError('duplicate key value violates unique constraint "people_pkey"', 1, 'error');
    refused.code = '23505';
    refused.detail = 'Key (name)=(王小明) already exists.';
    const { text, line } = logged({ err: new Error('saving failed', { cause: refused }) });
    expect(line.err).toMatchObject({
      type: 'Error',
      message: 'saving failed',
      stack: expect.stringContaining('logOptions.test'),
      cause: { code: '23505', message: expect.stringContaining('people_pkey') },
    });
    expect(text).not.toContain('王小明');
  });

  it('keeps what was thrown though it is no error', () => {
    expect(logged({ err: { status: 502 } }).line.err).toMatchObject({ details: { status: 502 } });
    expect(logged({ err: 'away' }).line.err).toMatchObject({ type: 'string', message: 'away' });
  });

  it('has the path of a request without what it asks', () => {
    const req = { method: 'GET', url: '/graphql?variables=%7B%22name%22%3A%22wang%22%7D' };
    expect(logged({ req }).line.req).toEqual({ method: 'GET', path: '/graphql' });
  });
});
