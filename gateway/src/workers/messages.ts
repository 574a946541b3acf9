import * as z from 'zod';

/** A metric as `Registry.getMetricsAsJSON` gives it; what is in it concerns prom-client alone. */
const metric = z.looseObject({ name: z.string(), type: z.string() });

/** A metric of one process. */
export type MetricJson = z.infer<typeof metric>;

/** What a worker tells its primary process, beside that it is ready. */
export const fromWorker = z.discriminatedUnion('type', [
  /** Its own metrics, as it was asked for. */
  z.object({ type: z.literal('metrics'), id: z.number(), metrics: z.array(metric) }),
  /** Somebody asks it for the metrics of all. */
  z.object({ type: z.literal('want-all-metrics'), id: z.number() }),
]);

/** What a primary process tells its workers. */
export const toWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('want-metrics'), id: z.number() }),
  /** In Prometheus' text form. */
  z.object({ type: z.literal('all-metrics'), id: z.number(), text: z.string() }),
]);

export type FromWorker = z.infer<typeof fromWorker>;
export type ToWorker = z.infer<typeof toWorker>;
