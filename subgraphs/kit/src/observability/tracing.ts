import type { TraceExporter } from './traceExporterOf.js';

/** Traces that are being exported. */
export interface Tracing {
  /** Exports what is left, within a few seconds, and ends the export. */
  stop(): Promise<void>;
}

/**
 * Begins to export the spans of this process; loads nothing if there is nothing to do.
 * @param service code of the process, its `service.name`
 * @returns undefined where traces are off
 */
export async function startTracing(service: string, exporter: TraceExporter): Promise<Tracing | undefined> {
  if (exporter === 'none') return undefined;
  const { exportSpans } = await import('./exportSpans.js');
  return exportSpans(service, exporter);
}
