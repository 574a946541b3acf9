import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { SubgraphState } from '../subgraphs/SubgraphCall.js';
import type { GatewayMetrics } from './GatewayMetrics.js';
import { BUCKETS } from './operationMetrics.js';

/** Breakers in the order of how bad it is; of several workers, the worst counts. */
const BREAKER_STATES: Readonly<Record<SubgraphState['breaker'], number>> = { closed: 0, 'half-open': 1, open: 2 };

/** How the gateway calls subgraphs, and what they answer. */
export function subgraphMetrics(
  registry: Registry,
  states: () => readonly SubgraphState[],
): Pick<GatewayMetrics, 'subgraphCalled'> {
  const registers = [registry];
  const labelNames = ['subgraph'];
  const calls = new Histogram({
    name: 'onevisit_gateway_subgraph_call_duration_seconds',
    help: 'Time that calls of subgraphs took.',
    labelNames: ['subgraph', 'outcome'],
    buckets: BUCKETS,
    registers,
  });
  const shared = new Counter({
    name: 'onevisit_gateway_subgraph_shared_calls_total',
    help: 'Calls that waited for the answer to an identical one.',
    labelNames,
    registers,
  });
  const duplicates = new Counter({
    name: 'onevisit_gateway_subgraph_duplicate_representations_total',
    help: 'Representations that were not sent because the same one was.',
    labelNames,
    registers,
  });
  const gauge = (
    name: string,
    help: string,
    read: (state: SubgraphState) => number,
    aggregator: 'sum' | 'max' = 'sum',
  ) =>
    new Gauge({
      name: `onevisit_gateway_subgraph_${name}`,
      help,
      labelNames,
      registers,
      aggregator,
      collect() {
        this.reset();
        for (const state of states()) this.set({ subgraph: state.subgraph }, read(state));
      },
    });
  gauge('breaker_state', '0 closed, 1 half-open, 2 open.', ({ breaker }) => BREAKER_STATES[breaker], 'max');
  gauge('calls_in_flight', 'Calls under way.', ({ calls }) => calls);
  gauge('connections', 'Connections.', ({ connections }) => connections);
  gauge('queued_calls', 'Calls that wait for a connection.', ({ queued }) => queued);
  return {
    subgraphCalled: ({ subgraph, outcome, seconds, ...call }) => {
      calls.observe({ subgraph, outcome }, seconds);
      if (call.isShared) shared.inc({ subgraph });
      if (call.duplicates > 0) duplicates.inc({ subgraph }, call.duplicates);
    },
  };
}
