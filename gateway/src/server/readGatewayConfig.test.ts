import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from './readGatewayConfig.js';

const env = { ONEVISIT_KEY_FILE: '/k/gateway.jwk.json', ONEVISIT_CLIENT_JWKS: '/k/clients.jwks.json' };

describe('readGatewayConfig', () => {
  it('has defaults for all but the keys', () => {
    expect(readGatewayConfig(env)).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      keys: { clientIssuer: 'onevisit-development' },
      supergraph: { isSafelist: false, historyFolder: undefined, responseCacheBytes: 33_554_432 },
      limits: { queryTimeoutMs: 15_000, mutationTimeoutMs: 120_000 },
    });
  });

  it('names every variable that is missing or wrong', () => {
    const read = () => readGatewayConfig({ PORT: '70000', ONEVISIT_KEY_FILE: '', LOG_LEVEL: 'loud' });
    expect(read).toThrow(/PORT.*ONEVISIT_KEY_FILE.*ONEVISIT_CLIENT_JWKS.*LOG_LEVEL/);
    expect(read).toThrow(expect.objectContaining({ code: 'OV_GATEWAY_CONFIG' }));
  });

  it('needs no keys where nobody is to be known', () => {
    expect(readGatewayConfig({ ONEVISIT_OPEN: 'true' }).keys).toBeUndefined();
    expect(() => readGatewayConfig({ ONEVISIT_OPEN: 'false' })).toThrow(/ONEVISIT_KEY_FILE/);
  });

  it('has documents of its own for its own supergraph only, and no safelist without any', () => {
    expect(String(readGatewayConfig(env).supergraph.documents)).toMatch(/documents\.json$/);
    const other = { ...env, ONEVISIT_SUPERGRAPH: 'https://example.test/supergraph' };
    expect(readGatewayConfig(other).supergraph.documents).toBeUndefined();
    expect(() => readGatewayConfig({ ...other, ONEVISIT_SAFELIST: 'true' })).toThrow(/ONEVISIT_DOCUMENTS/);
  });
});
