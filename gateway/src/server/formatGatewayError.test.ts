import { describe, expect, it } from 'vitest';
import { formatGatewayError } from './formatGatewayError.js';

describe('formatGatewayError', () => {
  it.each(['OV_GATEWAY_TOKEN_INVALID', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST'])('shows %s as it is', (code) => {
    const error = { message: 'm', path: ['a'], extensions: { code } };
    expect(formatGatewayError(error)).toEqual(error);
  });

  it('shows what a subgraph reported, with its name', () => {
    const error = { message: 'm', extensions: { code: 'SUBGRAPH_TIMEOUT', serviceName: 'water' } };
    expect(formatGatewayError(error)).toEqual(error);
  });

  it('masks anything else, and keeps the path', () => {
    const error = { message: 'Cannot read /srv/secret', path: ['a'], extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    expect(formatGatewayError(error)).toEqual({
      message: expect.not.stringContaining('secret'),
      path: ['a'],
      extensions: { code: 'OV_GATEWAY_INTERNAL' },
    });
    expect(formatGatewayError({ message: 'secret' }).message).not.toContain('secret');
  });

  it('shows no code of a subgraph that may stand for a fault inside', () => {
    for (const code of ['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR', 'ECONNREFUSED']) {
      const { message, extensions } = formatGatewayError({
        message: 'secret',
        extensions: { code, serviceName: 'water' },
      });
      expect([message.includes('secret'), extensions?.code]).toEqual([false, 'OV_GATEWAY_INTERNAL']);
    }
  });

  it('names a list where a plan says every element of it', () => {
    const error = { message: 'm', path: ['plans', '@', 'legs', '@'], extensions: { code: 'OV_X' } };
    expect(formatGatewayError(error).path).toEqual(['plans']);
  });

  it('suggests no name', () => {
    const message = 'Variable "$f" got invalid value; Field "phasee" is not defined by type "F". Did you mean "phase"?';
    expect(formatGatewayError({ message, extensions: { code: 'BAD_USER_INPUT' } }).message).toBe(
      'Variable "$f" got invalid value; Field "phasee" is not defined by type "F".',
    );
  });

  it('never shows a stack', () => {
    const error = { message: 'm', extensions: { code: 'OV_X', stacktrace: ['at x'], http: { status: 401 } } };
    expect(formatGatewayError(error).extensions).toEqual({ code: 'OV_X' });
  });
});
