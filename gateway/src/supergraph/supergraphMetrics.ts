import { Counter, Gauge, type Registry } from 'prom-client';
import type { SupergraphPhase } from './SupergraphPhase.js';

/** What there is to count of the graph that is served, and of what is kept of it. */
export interface SupergraphMetrics {
  observePhase(phase: SupergraphPhase): void;
  /** A look for a query plan, and whether it was there. */
  observePlan(found: boolean): void;
  /** A query whose answer may be kept, and whether it was there. */
  observeAnswer(found: boolean): void;
}

/** Makes the metrics of the supergraph in a registry. */
export function createSupergraphMetrics(registry: Registry): SupergraphMetrics {
  const registers = [registry];
  const info = new Gauge({
    name: 'onevisit_gateway_supergraph_info',
    help: 'The supergraph that is served: 1 by its digest.',
    labelNames: ['digest'],
    registers,
  });
  const refused = new Gauge({
    name: 'onevisit_gateway_supergraph_refused',
    help: '1 by the code of the reason while the newest supergraph is refused and an older one served.',
    labelNames: ['code'],
    registers,
  });
  const changes = new Counter({
    name: 'onevisit_gateway_supergraph_changes_total',
    help: 'Supergraphs that were taken up or refused.',
    labelNames: ['outcome'],
    registers,
  });
  const plans = new Counter({
    name: 'onevisit_gateway_plan_cache_total',
    help: 'Looks for a query plan.',
    labelNames: ['result'],
    registers,
  });
  const answers = new Counter({
    name: 'onevisit_gateway_response_cache_total',
    help: 'Queries whose answers may be kept.',
    labelNames: ['result'],
    registers,
  });
  let served: string | undefined;
  return {
    observePhase: (phase) => {
      refused.reset();
      if (phase.name === 'holding') {
        refused.set({ code: phase.refused.code }, 1);
        changes.inc({ outcome: 'refused' });
      }
      if (!('current' in phase) || phase.current.digest === served) return;
      if (served !== undefined) changes.inc({ outcome: 'swapped' });
      served = phase.current.digest;
      info.reset();
      info.set({ digest: served }, 1);
    },
    observePlan: (found) => plans.inc({ result: found ? 'hit' : 'miss' }),
    observeAnswer: (found) => answers.inc({ result: found ? 'hit' : 'miss' }),
  };
}
