/** What those who run a process learn of it: logs without secrets, and traces where they are wanted. */
export { errorForLog } from './errorForLog.js';
export { logOptions } from './logOptions.js';
export { type TraceExporter, traceExporterOf } from './traceExporterOf.js';
export { traceHeaders, traceRequests, withinTrace } from './traceRequests.js';
export { startTracing, type Tracing } from './tracing.js';
