import { kitError } from '../errors.js';

/** Where a process's spans go. */
export type TraceExporter = 'none' | 'otlp' | 'console';

/**
 * Reads where spans go from OpenTelemetry's own variables: OTEL_TRACES_EXPORTER; or to OTEL_EXPORTER_OTLP_ENDPOINT if that
 * is set; else nowhere, unlike OpenTelemetry's default, which looks for a collector on this machine.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @throws OV_KIT_CONFIG for an exporter that there is none of
 */
export function traceExporterOf(env: NodeJS.ProcessEnv): TraceExporter {
  if (env.OTEL_SDK_DISABLED === 'true') return 'none';
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const wanted = env.OTEL_TRACES_EXPORTER || (endpoint ? 'otlp' : 'none');
  if (wanted === 'none' || wanted === 'otlp' || wanted === 'console') return wanted;
  throw kitError('OV_KIT_CONFIG', { problem: `OTEL_TRACES_EXPORTER: must be none, otlp or console, not ${wanted}` });
}
