import { createHash } from 'node:crypto';
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { OneVisitError } from '@onevisit/kit/errors';
import { type PersistedDocument, subgraphUrlVariable } from '@onevisit/schema';
import { parse, validate } from 'graphql';
import { supergraphError } from './errors.js';
import { refusalFrom } from './refusal.js';
import type { SupergraphRefusal } from './SupergraphPhase.js';

/** A supergraph to check, and what it must be good for. */
export interface SupergraphCandidate {
  /** The file or URL that it came from, for messages. */
  readonly place: string;
  readonly sdl: string;
  readonly documents: readonly PersistedDocument[];
  /** How long the plan of one document may take to make, in milliseconds. */
  readonly planBudgetMs: number;
}

/** A plan, under the key by which Apollo Gateway looks for it. */
export interface PreparedPlan {
  readonly key: string;
  readonly plan: QueryPlan;
}

/** How a check ended. */
export type SupergraphCheck =
  | {
      readonly ok: true;
      /** Where the supergraph says that its subgraphs are. */
      readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
      /** Of every document. */
      readonly plans: readonly PreparedPlan[];
    }
  | { readonly ok: false; readonly refusal: SupergraphRefusal };

/**
 * Checks a supergraph as the gateway will use it: it is a Federation 2 supergraph that can be loaded, every persisted
 * document is valid over it, and its plan is made within the budget. Takes long: never to be called where requests are
 * answered; see CheckThread.
 */
export function checkSupergraph(candidate: SupergraphCandidate): SupergraphCheck {
  const loaded = load(candidate);
  if ('refusal' in loaded) return { ok: false, refusal: loaded.refusal };
  const { supergraph, api, planner } = loaded;
  const apiForClients = api.toGraphQLJSSchema();
  const plans: PreparedPlan[] = [];
  for (const document of candidate.documents) {
    const problem = validate(apiForClients, parse(document.body))[0];
    if (problem !== undefined) return refuse(documentProblem(candidate, document, problem.message));
    const started = performance.now();
    const plan = planOf(document, api, planner);
    const took = Math.round(performance.now() - started);
    if (plan instanceof Error) return refuse(documentProblem(candidate, document, plan.message));
    if (took > candidate.planBudgetMs) return refuse(overBudget(candidate, document, took));
    plans.push(...planKeys(document).map((key) => ({ key, plan })));
  }
  return { ok: true, subgraphs: [...supergraph.subgraphsMetadata()].map(({ name, url }) => ({ name, url })), plans };
}

/** Why a subgraph cannot be called where it is said to be; undefined where all can. */
export function unusableUrl(
  subgraphs: readonly { readonly name: string; readonly url: string }[],
): OneVisitError | undefined {
  const unusable = subgraphs.find(({ url }) => !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)));
  if (unusable === undefined) return undefined;
  const variable = subgraphUrlVariable(unusable.name);
  return supergraphError('OV_SUPERGRAPH_SUBGRAPH_URL', { ...unusable, variable });
}

function load({ place, sdl }: SupergraphCandidate) {
  try {
    const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
    supergraph.schema.toGraphQLJSSchema();
    return { supergraph, api: supergraph.apiSchema(), planner: new QueryPlanner(supergraph) };
  } catch (cause) {
    return {
      refusal: refusalFrom(supergraphError('OV_SUPERGRAPH_NOT_LOADABLE', { place, problem: messageOf(cause) })),
    };
  }
}

function planOf({ body, name }: PersistedDocument, api: Schema, planner: QueryPlanner): QueryPlan | Error {
  try {
    return planner.buildQueryPlan(operationFromDocument(api, parse(body), { operationName: name }));
  } catch (cause) {
    return new Error(messageOf(cause));
  }
}

/** Apollo Gateway keeps a plan under the document's hash, mixed with the operation's name where the client gave it. */
function planKeys({ id, name }: PersistedDocument): readonly string[] {
  return [id, createHash('sha256').update(id).update(name).digest('hex')];
}

function refuse(error: OneVisitError): SupergraphCheck {
  return { ok: false, refusal: refusalFrom(error) };
}

function documentProblem({ place }: SupergraphCandidate, { name }: PersistedDocument, problem: string): OneVisitError {
  return supergraphError('OV_SUPERGRAPH_DOCUMENT', { name, place, problem });
}

function overBudget(
  { place, planBudgetMs }: SupergraphCandidate,
  { name }: PersistedDocument,
  took: number,
): OneVisitError {
  return supergraphError('OV_SUPERGRAPH_PLAN_BUDGET', { name, place, took, budget: planBudgetMs });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
