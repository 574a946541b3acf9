import { OneVisitError } from '@onevisit/kit/errors';
import { readDocumentManifest, subgraphUrl } from '@onevisit/schema';
import { checkSupergraph, unusableUrl } from './checkSupergraph.js';
import { readSupergraphSettings } from './readSupergraphSettings.js';
import { supergraphSource } from './SupergraphSource.js';

/**
 * Checks a supergraph as a gateway of that environment does before it takes it up.
 * @param place a file, or a URL
 * @param manifest file of the persisted documents; undefined: none
 * @returns how many subgraphs it has, and how many documents were planned over it
 * @throws OV_SUPERGRAPH_* and OV_SCHEMA_* for what is wrong with it
 */
export async function checkOnce(
  place: string,
  manifest: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly subgraphs: number; readonly plans: number }> {
  const { planBudgetMs } = readSupergraphSettings(env);
  const documents = manifest === undefined ? [] : readDocumentManifest(manifest).operations;
  const sdl = (await supergraphSource(place).poll()) ?? '';
  const checked = checkSupergraph({ place, sdl, documents, planBudgetMs });
  if (!checked.ok) throw new OneVisitError(checked.refusal.code, checked.refusal.problem);
  const { subgraphs } = checked;
  const problem = unusableUrl(subgraphs.map(({ name, url }) => ({ name, url: subgraphUrl({ code: name, url }, env) })));
  if (problem !== undefined) throw problem;
  return { subgraphs: subgraphs.length, plans: documents.length };
}
