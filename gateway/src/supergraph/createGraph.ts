import { readDocumentManifest } from '@onevisit/schema';
import type { FastifyBaseLogger } from 'fastify';
import { ResponseCache } from '../caching/responseCache.js';
import type { PersistedDocuments } from '../documents/PersistedDocuments.js';
import { ServedDocuments } from '../documents/ServedDocuments.js';
import type { SubgraphSources } from '../subgraphs/SubgraphSources.js';
import { createFederation, type Federation } from './createFederation.js';
import type { SupergraphSettings } from './readSupergraphSettings.js';
import { SupergraphHistory } from './SupergraphHistory.js';
import type { SupergraphPhase } from './SupergraphPhase.js';
import { supergraphSource } from './SupergraphSource.js';
import type { SupergraphMetrics } from './supergraphMetrics.js';
import { WatchedFile } from './WatchedFile.js';

/** A check that broke down, or took too long, is made again after that, for the first time. */
const RETRY_MS = 60_000;

/** What a graph is made from. */
export interface GraphParts {
  readonly settings: SupergraphSettings;
  readonly sources: SubgraphSources;
  readonly metrics: SupergraphMetrics;
  readonly env: NodeJS.ProcessEnv;
  readonly log: FastifyBaseLogger;
}

/** The graph that is served, with what is kept of it: documents, plans, answers. All change together with the supergraph. */
export interface Graph extends Federation {
  readonly documents: PersistedDocuments;
  /** Those that the public may ask for. */
  readonly publicDocuments: PersistedDocuments;
  readonly responses: ResponseCache;
}

/** Makes the graph of the settings' supergraph. It loads with the Apollo Servers that its gateways are given to. */
export function createGraph({ settings, sources, metrics, env, log }: GraphParts): Graph {
  if (settings.documents === undefined) log.warn('no persisted documents: ONEVISIT_DOCUMENTS names no manifest');
  const documents = new ServedDocuments(settings);
  const responses = new ResponseCache({ mostBytes: settings.responseCacheBytes, observe: metrics.observeAnswer });
  const source = supergraphSource(settings.place);
  const federation = createFederation({
    source,
    documents: manifestOf(settings, documents),
    history: settings.historyFolder === undefined ? undefined : new SupergraphHistory(settings.historyFolder),
    planBudgetMs: settings.planBudgetMs,
    pollMs: settings.pollMs ?? source.pollMs,
    warmDelayMs: settings.warmDelayMs,
    retryMs: RETRY_MS,
    onServe: (checked) => documents.serve(checked.documents),
    onPhase: (phase) => {
      metrics.observePhase(phase);
      report(log, phase);
    },
    onPlan: metrics.observePlan,
    sources,
    env,
    log,
  });
  federation.gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) =>
    responses.serve({ schema: apiSchema, supergraphSdl: coreSupergraphSdl }),
  );
  federation.publicGateway.onSchemaLoadOrUpdate(({ apiSchema }) => documents.servePublic(apiSchema));
  return { ...federation, documents: documents.all, publicDocuments: documents.open, responses };
}

/** The documents of the manifest. They can be asked for as soon as they are read, before their plans are made. */
function manifestOf({ documents: file }: SupergraphSettings, documents: ServedDocuments) {
  const manifest = file === undefined ? undefined : new WatchedFile(file, readDocumentManifest);
  return {
    poll: async () => {
      const listed = (await manifest?.poll())?.operations ?? null;
      if (listed !== null && documents.all.size === 0) documents.serve(listed);
      return listed;
    },
  };
}

function report(log: FastifyBaseLogger, phase: SupergraphPhase): void {
  if (phase.name === 'holding') log.error({ supergraph: phase }, 'supergraph refused; the one before is served on');
  else log.info({ supergraph: phase }, 'supergraph');
}
