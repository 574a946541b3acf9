import { describe, expect, it } from 'vitest';
import { traceExporterOf } from './traceExporterOf.js';

describe('traceExporterOf', () => {
  it('is none where nothing is said', () => {
    expect(traceExporterOf({})).toBe('none');
    expect(traceExporterOf({ OTEL_TRACES_EXPORTER: '', OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBe('none');
  });

  it('is the collector where there is an endpoint, unless another is named', () => {
    expect(traceExporterOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toBe('otlp');
    expect(traceExporterOf({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' })).toBe('otlp');
    expect(
      traceExporterOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_EXPORTER: 'console' }),
    ).toBe('console');
  });

  it('is none where the SDK is disabled', () => {
    expect(traceExporterOf({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_SDK_DISABLED: 'true' })).toBe('none');
  });

  it('refuses what there is not', () => {
    expect(() => traceExporterOf({ OTEL_TRACES_EXPORTER: 'zipkin' })).toThrow(
      expect.objectContaining({ code: 'OV_KIT_CONFIG', message: expect.stringContaining('zipkin') }),
    );
  });
});
