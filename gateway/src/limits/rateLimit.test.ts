import { publicViewer, type Viewer } from '@onevisit/kit/identity';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../server/createHttpServer.js';
import { createRateLimit } from './rateLimit.js';
import { requestLimitsEnvironment } from './readRequestLimits.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that answers who asks, by a header; `bad` is a token that is not valid. */
async function server(rates: string, trustedProxies: readonly string[] = []) {
  const app = createHttpServer({ logLevel: 'silent', trustedProxies });
  closers.push(() => app.close());
  const limits = requestLimitsEnvironment.ONEVISIT_RATE_LIMIT.parse(rates);
  const limit = await createRateLimit(app, limits, async (request): Promise<Viewer> => {
    const account = request.headers['x-account'];
    if (account === 'bad') throw new Error('bad token');
    return account === undefined ? publicViewer : { role: 'officer', department: 'water', sub: String(account) };
  });
  app.get('/graphql', { onRequest: limit }, async () => 'ok');
  return async (from: string, headers: Record<string, string> = {}) =>
    app.inject({ url: '/graphql', remoteAddress: from, headers });
}

describe('createRateLimit', () => {
  it('counts the public by address, and says how long to wait', async () => {
    const get = await server('public=2');
    for (const _time of [1, 2]) expect((await get('10.0.0.1')).statusCode).toBe(200);
    const refused = await get('10.0.0.1');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OV_GATEWAY_RATE', limit: 2 } }] });
    expect(refused.json().errors[0].extensions).not.toHaveProperty('http');
    expect((await get('10.0.0.2')).statusCode).toBe(200);
  });

  it('counts an account wherever it asks from, by the figure of its role', async () => {
    const get = await server('public=1,officer=3');
    for (const from of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) {
      expect((await get(from, { 'x-account': 'zhang' })).statusCode).toBe(200);
    }
    expect((await get('10.0.0.4', { 'x-account': 'zhang' })).statusCode).toBe(429);
    expect((await get('10.0.0.4', { 'x-account': 'li' })).statusCode).toBe(200);
    expect((await get('10.0.0.1')).statusCode).toBe(200);
  });

  it('counts a failed sign-in as the public', async () => {
    const get = await server('public=1,officer=100');
    await get('10.0.0.1', { 'x-account': 'bad' });
    expect((await get('10.0.0.1', { 'x-account': 'bad' })).statusCode).toBe(429);
  });

  it('takes one IPv6 network for one client', async () => {
    const get = await server('public=1');
    await get('2001:db8:1:2::1');
    expect((await get('2001:db8:1:2:ffff::9')).statusCode).toBe(429);
    expect((await get('2001:db8:1:3::1')).statusCode).toBe(200);
  });

  it('believes x-forwarded-for of a balancer that it knows, and of nobody else', async () => {
    const forwarded = (address: string) => ({ 'x-forwarded-for': address });
    const open = await server('public=1');
    await open('10.0.0.1', forwarded('1.1.1.1'));
    expect((await open('10.0.0.1', forwarded('2.2.2.2'))).statusCode).toBe(429);
    const behind = await server('public=1', ['10.0.0.1']);
    await behind('10.0.0.1', forwarded('1.1.1.1'));
    expect((await behind('10.0.0.1', forwarded('2.2.2.2'))).statusCode).toBe(200);
    expect((await behind('10.0.0.1', forwarded('1.1.1.1'))).statusCode).toBe(429);
  });
});
