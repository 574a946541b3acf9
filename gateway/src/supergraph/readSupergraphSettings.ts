import { fileURLToPath } from 'node:url';
import { documentManifestFile, supergraphFile } from '@onevisit/schema';
import * as z from 'zod';
import { gatewayError } from '../errors.js';

const flag = z.enum(['true', 'false']).default('false');

const environment = z.object({
  ONEVISIT_SUPERGRAPH: z.string().min(1).optional(),
  ONEVISIT_SUPERGRAPH_POLL_MS: z.coerce.number().int().min(10).optional(),
  ONEVISIT_WARM_DELAY_MS: z.coerce.number().int().min(0).default(0),
  ONEVISIT_SUPERGRAPH_HISTORY: z.string().min(1).optional(),
  ONEVISIT_DOCUMENTS: z.string().min(1).optional(),
  ONEVISIT_SAFELIST: flag,
  ONEVISIT_PLAN_BUDGET_MS: z.coerce.number().int().positive().default(5_000),
  ONEVISIT_RESPONSE_CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(32 * 1024 * 1024),
});

/** What a gateway is told of the graph that it serves. */
export interface SupergraphSettings {
  /** File or http(s) URL of the supergraph; by default the one of @onevisit/schema. */
  readonly place: string;
  /** How often to look whether it has changed; undefined: each second for a file, each ten for a URL. */
  readonly pollMs: number | undefined;
  /** How long after the start the plans of persisted documents are made, which takes a core for some seconds. */
  readonly warmDelayMs: number;
  /** Folder in which every supergraph that was taken up is kept; undefined: none is. */
  readonly historyFolder: string | undefined;
  /** Manifest of persisted documents; undefined: there are none. That of @onevisit/schema with its supergraph. */
  readonly documents: string | URL | undefined;
  /** Whether nothing but the documents of the manifest is served. */
  readonly isSafelist: boolean;
  /** How long the plan of a persisted document may take to make over a new supergraph. */
  readonly planBudgetMs: number;
  /** Memory for answers that may be kept; 0: none is. */
  readonly responseCacheBytes: number;
}

/**
 * Reads what the environment says of the graph.
 * @throws OV_GATEWAY_CONFIG naming every variable that is wrong, and where there is a safelist without documents
 */
export function readSupergraphSettings(env: NodeJS.ProcessEnv): SupergraphSettings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problem = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw gatewayError('OV_GATEWAY_CONFIG', { problem });
  }
  const variables = parsed.data;
  const isOwn = variables.ONEVISIT_SUPERGRAPH === undefined;
  const documents = variables.ONEVISIT_DOCUMENTS ?? (isOwn ? documentManifestFile : undefined);
  const isSafelist = variables.ONEVISIT_SAFELIST === 'true';
  if (isSafelist && documents === undefined) {
    const problem = 'ONEVISIT_SAFELIST: 须以 ONEVISIT_DOCUMENTS 指明清单。 name the manifest in ONEVISIT_DOCUMENTS.';
    throw gatewayError('OV_GATEWAY_CONFIG', { problem });
  }
  return {
    place: variables.ONEVISIT_SUPERGRAPH ?? fileURLToPath(supergraphFile),
    pollMs: variables.ONEVISIT_SUPERGRAPH_POLL_MS,
    warmDelayMs: variables.ONEVISIT_WARM_DELAY_MS,
    historyFolder: variables.ONEVISIT_SUPERGRAPH_HISTORY,
    documents,
    isSafelist,
    planBudgetMs: variables.ONEVISIT_PLAN_BUDGET_MS,
    responseCacheBytes: variables.ONEVISIT_RESPONSE_CACHE_BYTES,
  };
}
