import { createHash } from 'node:crypto';
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { OneVisitError } from '@onevisit/kit/errors';
import { type PersistedDocument, publicVariant, subgraphUrlVariable } from '@onevisit/schema';
import { type GraphQLSchema, parse, validate } from 'graphql';
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
      /** Over the public variant: of the documents that the public may ask for. */
      readonly publicPlans: readonly PreparedPlan[];
    }
  | { readonly ok: false; readonly refusal: SupergraphRefusal };

/** A schema that can be planned over. */
interface Loaded {
  readonly supergraph: Supergraph;
  readonly api: Schema;
  readonly apiForClients: GraphQLSchema;
  readonly planner: QueryPlanner;
}

/**
 * Checks a supergraph as the gateway will use it: it is a Federation 2 supergraph that can be loaded, and so is its public
 * variant, if it has one; every persisted document is valid over it, and its plan is made within the budget. Takes long:
 * never to be called where requests are answered; see CheckThread.
 */
export function checkSupergraph(candidate: SupergraphCandidate): SupergraphCheck {
  const { documents } = candidate;
  try {
    const whole = load(candidate, candidate.sdl);
    for (const document of documents) {
      const problem = problemOf(document, whole);
      if (problem !== undefined) throw documentProblem(candidate, document, problem);
    }
    const plans = plansOf(candidate, documents, whole);
    const publicPlans = publicPlansOf(candidate);
    const subgraphs = [...whole.supergraph.subgraphsMetadata()].map(({ name, url }) => ({ name, url }));
    return { ok: true, subgraphs, plans, publicPlans };
  } catch (cause) {
    return { ok: false, refusal: refusalFrom(cause) };
  }
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

/** @throws OV_SUPERGRAPH_NOT_LOADABLE */
function load({ place }: SupergraphCandidate, sdl: string): Loaded {
  try {
    const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
    supergraph.schema.toGraphQLJSSchema();
    const api = supergraph.apiSchema();
    return { supergraph, api, apiForClients: api.toGraphQLJSSchema(), planner: new QueryPlanner(supergraph) };
  } catch (cause) {
    throw supergraphError('OV_SUPERGRAPH_NOT_LOADABLE', { place, problem: messageOf(cause) });
  }
}

function publicPlansOf(candidate: SupergraphCandidate): PreparedPlan[] {
  const variant = publicVariant(candidate.sdl);
  if (variant === null) return [];
  const loaded = load(candidate, variant);
  const documents = candidate.documents.filter((document) => problemOf(document, loaded) === undefined);
  return plansOf(candidate, documents, loaded);
}

function problemOf({ body }: PersistedDocument, { apiForClients }: Loaded): string | undefined {
  return validate(apiForClients, parse(body))[0]?.message;
}

/** @throws OV_SUPERGRAPH_DOCUMENT, OV_SUPERGRAPH_PLAN_BUDGET */
function plansOf(
  candidate: SupergraphCandidate,
  documents: readonly PersistedDocument[],
  { api, planner }: Loaded,
): PreparedPlan[] {
  return documents.flatMap((document) => {
    const started = performance.now();
    const plan = planOf(document, api, planner);
    const took = Math.round(performance.now() - started);
    if (plan instanceof Error) throw documentProblem(candidate, document, plan.message);
    if (took > candidate.planBudgetMs) throw overBudget(candidate, document, took);
    return planKeys(document).map((key) => ({ key, plan }));
  });
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
