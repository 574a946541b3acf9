import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from './readGatewayConfig.js';

const env = { ONEVISIT_KEY_FILE: '/k/gateway.jwk.json', ONEVISIT_CLIENT_JWKS: '/k/clients.jwks.json' };

describe('readGatewayConfig', () => {
  it('has defaults for all but the keys', () => {
    expect(readGatewayConfig(env)).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      supergraphFile: undefined,
      clientIssuer: 'onevisit-development',
      limits: { queryTimeoutMs: 15_000, mutationTimeoutMs: 120_000 },
    });
  });

  it('names every variable that is missing or wrong', () => {
    const read = () => readGatewayConfig({ PORT: '70000', ONEVISIT_KEY_FILE: '', LOG_LEVEL: 'loud' });
    expect(read).toThrow(/PORT.*ONEVISIT_KEY_FILE.*ONEVISIT_CLIENT_JWKS.*LOG_LEVEL/);
    expect(read).toThrow(expect.objectContaining({ code: 'OV_GATEWAY_CONFIG' }));
  });
});
