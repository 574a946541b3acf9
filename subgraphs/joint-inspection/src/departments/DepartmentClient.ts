import { type AssertionSigner, OneVisitError, type Viewer } from '@onevisit/kit';
import { type DepartmentEntry, fieldOf } from '@onevisit/schema';
import * as z from 'zod';
import {
  type DepartmentPlanFacts,
  departmentPlan,
  type ListCounts,
  listCounts,
  listPage,
  type NonceReveal,
  nonceCommitment,
  nonceReveal,
  type PlanTaskTerms,
  planTask,
  poolCount,
  type RosterPage,
  rosterPage,
  type TaskFacts,
  taskContinuation,
  taskFacts,
} from './answers.js';
import { DepartmentLine } from './DepartmentLine.js';

/** The joint subgraph, as departments know it. */
export const JOINT_SERVICE: Viewer = { role: 'service', sub: 'joint-inspection' };

/** A department that has not answered in full within this time cannot be reached; a page of a roster takes far less. */
export const ANSWER_WITHIN_MS = 30_000;

/** All that a task's terms are made of. */
const TASK_FIELDS = `id title year status level kind period submittedOn
  items { id title itemClass basis version subjectKind content methods ratioLimit byLot specialised }
  condition { kinds tags divisions industries } stratifyBy quotaText quota { stratum count percent min max }
  window { first last } crew { size specialties district }`;

/** What the plan calendar and reports are made of. */
const PLAN_FIELDS = 'id title year period month unit status supplementary submittedOn';

/** What reports of execution are made of. */
const FACT_FIELDS = `id title year status period window { first last } submittedOn executedBy plannedCount plan { id }
  continues { id } ownExecution { drawn visited completed withProblems late }`;

/** Hashes that say which frozen roster a nonce is asked for. */
export interface FrozenRoster {
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitmentsHash: string;
}

/** What is left of a task, and where it goes: GraphQL's TaskContinuationInput. */
export interface TaskContinuationInput {
  readonly code: string;
  readonly year: number;
  readonly period: 'ANNUAL' | 'MONTHLY';
  readonly window: { readonly first: string; readonly last: string };
  readonly count: number;
  readonly reason: string;
  readonly by: string;
}

/** A list to read in full: the operation's name, the list's, the type of its filter, and what to read of each row. */
interface ReadList {
  readonly operation: string;
  readonly name: string;
  readonly filter: string;
  readonly fields: string;
}

/** A page to ask for. */
export interface PageOf {
  /** First field of the line after which it begins; null at the start. */
  readonly after: string | null;
  /** Most lines. */
  readonly first: number;
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

/**
 * The joint subgraph as a client of one department's contract, straight to its subgraph.
 * Every call throws OV_JOINT_DEPARTMENT_UNAVAILABLE, OV_JOINT_DEPARTMENT_REFUSED or OV_JOINT_DEPARTMENT_BAD_ANSWER.
 */
export class DepartmentClient {
  readonly code: string;
  readonly #prefix: string;
  readonly #field: string;
  readonly #line: DepartmentLine;

  /** @param withinMs a call takes no longer, in milliseconds */
  constructor(
    entry: Pick<DepartmentEntry, 'code' | 'prefix'>,
    url: string,
    signer: AssertionSigner,
    withinMs: number = ANSWER_WITHIN_MS,
  ) {
    this.code = entry.code;
    this.#prefix = entry.prefix;
    this.#field = fieldOf(entry.prefix);
    const sign = (body: string): Promise<string> => signer.sign({ audience: entry.code, body, viewer: JOINT_SERVICE });
    this.#line = new DepartmentLine({ code: entry.code, url, sign, withinMs });
  }

  /** Plan tasks by id, in the order asked for; null where there is none. */
  async planTasks(ids: readonly string[]): Promise<readonly (PlanTaskTerms | null)[]> {
    const type = `${this.#prefix}PlanTask`;
    const data = await this.#line.call(
      `query PlanTasks($tasks: [_Any!]!) { _entities(representations: $tasks) { ... on ${type} {
         ${TASK_FIELDS} } } }`,
      { tasks: ids.map((id) => ({ __typename: type, id })) },
    );
    const tasks = this.#line.read(z.array(planTask.nullable()).length(ids.length), data._entities);
    const stray = tasks.find((task, index) => task !== null && task.id !== ids[index]);
    if (stray != null) throw this.#line.badAnswer(`task ${stray.id} was not asked for`);
    return tasks;
  }

  /** All submitted tasks of a year, by code. */
  async submittedTasks(year: number): Promise<readonly PlanTaskTerms[]> {
    const list = { operation: 'SubmittedTasks', name: 'tasks', filter: 'PlanTaskFilter', fields: TASK_FIELDS };
    return (await this.#listed(list, { year, status: 'SUBMITTED' }, planTask)) ?? [];
  }

  /** All plans of a year, by code; null where the department keeps none over the contract. */
  async plans(year: number): Promise<readonly DepartmentPlanFacts[] | null> {
    const list = { operation: 'DepartmentPlans', name: 'plans', filter: 'DepartmentPlanFilter', fields: PLAN_FIELDS };
    return await this.#listed(list, { year }, departmentPlan);
  }

  /** What all tasks of a year came to, by code, whatever their state. */
  async taskFacts(year: number): Promise<readonly TaskFacts[]> {
    const list = { operation: 'TaskFacts', name: 'tasks', filter: 'PlanTaskFilter', fields: FACT_FIELDS };
    return (await this.#listed(list, { year }, taskFacts)) ?? [];
  }

  /** What one task came to; null where there is none. */
  async factsOfTask(id: string): Promise<TaskFacts | null> {
    const type = `${this.#prefix}PlanTask`;
    const data = await this.#line.call(
      `query FactsOfTask($tasks: [_Any!]!) { _entities(representations: $tasks) { ... on ${type} { ${FACT_FIELDS} } } }`,
      { tasks: [{ __typename: type, id }] },
    );
    const [task = null] = this.#line.read(z.array(taskFacts.nullable()).length(1), data._entities);
    return task;
  }

  /** Has the department draft a task that takes up what is left of another. @returns its id */
  async continueTask(taskId: string, input: TaskContinuationInput): Promise<string> {
    const data = await this.#line.call(
      `mutation ContinueTask($taskId: ID!, $input: TaskContinuationInput!) {
         made: ${this.#field}ContinueTask(taskId: $taskId, input: $input) { id } }`,
      { taskId, input },
    );
    return this.#line.read(taskContinuation, data.made).id;
  }

  /** A page of a task's roster: subject, stratum, district, standing; and the subject's marks, if asked for. */
  async rosterPage(taskId: string, { after, first, signal }: PageOf, marks = false): Promise<RosterPage> {
    const data = await this.#line.call(
      `query Roster($taskId: ID!, $after: String, $first: Int, $marks: Boolean) {
         page: ${this.#field}Roster(taskId: $taskId, after: $after, first: $first, marks: $marks) {
           lines count endCursor hasNextPage } }`,
      { taskId, after, first, marks },
      signal,
    );
    return this.#line.read(rosterPage, data.page);
  }

  /**
   * A page of the sketch of some tasks: hash, then place, stratum, standing and marks for each task; null where the department
   * does not offer sketches.
   */
  async sketchPage(taskIds: readonly string[], { after, first, signal }: PageOf): Promise<RosterPage | null> {
    const field = `${this.#field}TaskSketch`;
    const query = `query TaskSketch($taskIds: [ID!]!, $after: String, $first: Int) {
      page: ${field}(taskIds: $taskIds, after: $after, first: $first) { lines count endCursor hasNextPage } }`;
    return await this.#ifOffered(field, async () => {
      const data = await this.#line.call(query, { taskIds, after, first }, signal);
      return this.#line.read(rosterPage, data.page);
    });
  }

  /** What the department counts of its own lists today. */
  async listCounts(): Promise<ListCounts> {
    const query = `query ListCounts { counts: ${this.#field} { itemCount byLotItemCount poolCount inspectorCount } }`;
    const field = `${this.#field}PoolCounts`;
    const { counts } = await this.#line.call(query, {});
    const poolParts = await this.#ifOffered(field, async () => {
      const data = await this.#line.call(`query PoolCounts { parts: ${field} { division creditClass count } }`, {});
      return this.#line.read(z.array(poolCount), data.parts);
    });
    return { ...this.#line.read(listCounts, counts), poolParts };
  }

  /** A page of inspectors: id, name, certificate number, district, capacity, specialties, recusals, post. */
  async inspectorPage(certifiedOn: string, { after, first, signal }: PageOf): Promise<RosterPage> {
    const data = await this.#line.call(
      `query InspectorRoster($certifiedOn: Date!, $after: String, $first: Int) {
         page: ${this.#field}InspectorRoster(certifiedOn: $certifiedOn, after: $after, first: $first) {
           lines count endCursor hasNextPage } }`,
      { certifiedOn, after, first },
      signal,
    );
    return this.#line.read(rosterPage, data.page);
  }

  /** Names of subjects of a task: subject, name. */
  async subjectNames(taskId: string, subjectIds: readonly string[]): Promise<RosterPage> {
    const data = await this.#line.call(
      `query SubjectNames($taskId: ID!, $subjectIds: [ID!]!) {
         page: ${this.#field}SubjectNames(taskId: $taskId, subjectIds: $subjectIds) { lines count endCursor hasNextPage } }`,
      { taskId, subjectIds },
    );
    return this.#line.read(rosterPage, data.page);
  }

  /** The department's commitment to its nonce for a draw. */
  async commitNonce(drawId: string): Promise<string> {
    const data = await this.#line.call(
      `mutation CommitNonce($drawId: ID!) { made: ${this.#field}CommitNonce(drawId: $drawId) { commitment } }`,
      { drawId },
    );
    return this.#line.read(nonceCommitment, data.made).commitment;
  }

  /** The department's nonce, with its signed receipt. */
  async revealNonce(drawId: string, roster: FrozenRoster): Promise<NonceReveal> {
    const data = await this.#line.call(
      `mutation RevealNonce($drawId: ID!, $rosterRoot: Sha256!, $termsHash: Sha256!, $commitmentsHash: Sha256!) {
         revealed: ${this.#field}RevealNonce(drawId: $drawId, rosterRoot: $rosterRoot, termsHash: $termsHash,
           commitmentsHash: $commitmentsHash) { nonce receipt } }`,
      { drawId, ...roster },
    );
    return this.#line.read(nonceReveal, data.revealed);
  }

  /** Closes the connections, after the calls under way. */
  async close(): Promise<void> {
    await this.#line.close();
  }

  /** All rows of a list, a page after the other; null where the department answers that it keeps none. */
  async #listed<Row>(list: ReadList, filter: object, row: z.ZodType<Row>): Promise<readonly Row[] | null> {
    const rows: Row[] = [];
    const query = `query ${list.operation}($after: String, $filter: ${list.filter}) { department: ${this.#field} {
      page: ${list.name}(first: 100, after: $after, filter: $filter) {
        nodes { ${list.fields} } pageInfo { endCursor hasNextPage } } } }`;
    for (let after: string | null = null; ; ) {
      const data = await this.#line.call(query, { after, filter });
      const { page } = this.#line.read(z.object({ page: listPage.nullable() }), data.department);
      if (page === null) return null;
      rows.push(...this.#line.read(z.array(row), page.nodes));
      if (!page.pageInfo.hasNextPage) return rows;
      after = page.pageInfo.endCursor;
    }
  }

  /** What a field answers that a department need not offer; null where it does not. */
  async #ifOffered<Value>(field: string, ask: () => Promise<Value>): Promise<Value | null> {
    try {
      return await ask();
    } catch (cause) {
      const refused = cause instanceof OneVisitError && cause.code === 'OV_JOINT_DEPARTMENT_REFUSED';
      if (refused && !(await this.#offers(field))) return null;
      throw cause;
    }
  }

  /** Whether the department's SDL has a field, which every subgraph of a federation tells. */
  async #offers(field: string): Promise<boolean> {
    const { _service } = await this.#line.call('query Sdl { _service { sdl } }', {});
    return new RegExp(`\\b${field}\\b`).test(this.#line.read(z.object({ sdl: z.string() }), _service).sdl);
  }
}
