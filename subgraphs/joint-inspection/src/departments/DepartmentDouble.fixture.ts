import { createHash } from 'node:crypto';
import { commitment } from '@onevisit/draw';
import Fastify, { type FastifyReply } from 'fastify';
import { CompactSign, importJWK, type JWK } from 'jose';
import type { DepartmentPlanFacts, ListCounts, PlanTaskTerms, TaskFacts } from './answers.js';

/** An entry of a double's pool, as the roster tells it. */
export interface DoubleEntry {
  readonly subject: string;
  readonly stratum: string;
  readonly district: string;
  readonly standing: string;
  readonly marks?: readonly string[];
}

/** An inspector of a double. */
export interface DoubleInspector {
  readonly code: string;
  readonly district: string;
  readonly capacity: number;
  readonly specialties: readonly string[];
  readonly recusals: readonly string[];
  readonly post: 'OFFICE' | 'FRONT_LINE';
}

/** One call that a double was asked. */
export interface DoubleCall {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a double does instead of answering; undefined to answer. */
export type Fault =
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'http'; readonly status: number; readonly body: string }
  | { readonly kind: 'data'; readonly data: Readonly<Record<string, unknown>> };

type Page = { lines: string; count: number; endCursor: string | null; hasNextPage: boolean };

/**
 * A department on HTTP that answers the contract from memory and can misbehave: hang, drop the connection, answer
 * something else. It does not check who asks; real departments do.
 */
export class DepartmentDouble {
  readonly code: string;
  readonly tasks = new Map<string, PlanTaskTerms>();
  /** Its plans; null: it keeps none over the contract. */
  plans: DepartmentPlanFacts[] | null = null;
  /** What tasks came to. */
  readonly facts = new Map<string, TaskFacts>();
  readonly entries = new Map<string, DoubleEntry[]>();
  inspectors: DoubleInspector[] = [];
  readonly names = new Map<string, string>();
  /** What it counts of its lists; parts of its pool null where it does not offer to count them. */
  counts: ListCounts = { itemCount: 0, byLotItemCount: 0, poolCount: 0, inspectorCount: 0, poolParts: null };
  /** Every call, in the order in which they came. */
  readonly calls: DoubleCall[] = [];
  /** Most lines of a page, however many are asked for. */
  pageLines = 20_000;
  /** Whether it offers sketches; a department need not. */
  offersSketches = true;
  fault: (call: DoubleCall) => Fault | undefined = () => undefined;
  /** Called with what a receipt is about to say. */
  receiptOf: (content: Record<string, unknown>) => Record<string, unknown> = (content) => content;
  /** Signs its receipts. */
  key: JWK;
  readonly #nonces = new Map<string, string>();
  readonly #app = Fastify();

  constructor(code: string, key: JWK) {
    this.code = code;
    this.key = key;
  }

  /** Serves on a free port. @returns its URL */
  async listen(): Promise<string> {
    this.#app.post('/graphql', async (request, reply) => {
      const { query, variables } = request.body as { query: string; variables: Record<string, unknown> };
      const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
      const call = { operation, variables };
      this.calls.push(call);
      const fault = this.fault(call);
      if (operation === 'TaskSketch' && !this.offersSketches) return UNKNOWN_FIELD;
      if (operation === 'PoolCounts' && this.counts.poolParts === null) return UNKNOWN_FIELD;
      return fault === undefined ? { data: await this.#answer(call) } : misbehave(fault, reply);
    });
    return `${await this.#app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  }

  async close(): Promise<void> {
    this.#app.server.closeAllConnections();
    await this.#app.close();
  }

  nonceOf(drawId: string): string {
    const kept = this.#nonces.get(drawId);
    if (kept !== undefined) return kept;
    const nonce = Array.from({ length: 64 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
    this.#nonces.set(drawId, nonce);
    return nonce;
  }

  async #answer({ operation, variables }: DoubleCall): Promise<object> {
    const drawId = String(variables.drawId);
    const taskId = String(variables.taskId);
    switch (operation) {
      case 'PlanTasks': {
        const asked = variables.tasks as readonly { readonly id: string }[];
        return { _entities: asked.map(({ id }) => this.tasks.get(id) ?? null) };
      }
      case 'SubmittedTasks': {
        const { year } = variables.filter as { readonly year: number };
        const nodes = [...this.tasks.values()].filter((task) => task.status === 'SUBMITTED' && task.year === year);
        return onePage(nodes);
      }
      case 'DepartmentPlans': {
        const { year } = variables.filter as { readonly year: number };
        return onePage(this.plans?.filter((plan) => plan.year === year) ?? null);
      }
      case 'TaskFacts': {
        const { year } = variables.filter as { readonly year: number };
        return onePage([...this.facts.values()].filter((task) => task.year === year));
      }
      case 'FactsOfTask': {
        const [asked] = variables.tasks as readonly { readonly id: string }[];
        return { _entities: [this.facts.get(asked?.id ?? '') ?? null] };
      }
      case 'ContinueTask': {
        const { code } = variables.input as { readonly code: string };
        return { made: { id: `${this.code}:task:${code}` } };
      }
      case 'Roster':
        return {
          page: this.#page((this.entries.get(taskId) ?? []).map(lineWith(variables.marks === true)), variables),
        };
      case 'TaskSketch':
        return { page: this.#page(this.#sketchLines(variables.taskIds as readonly string[]), variables) };
      case 'Sdl':
        return {
          _service: { sdl: `type Query { ${this.offersSketches ? this.#field('TaskSketch') : 'other'}: Int }` },
        };
      case 'ListCounts':
        return { counts: this.counts };
      case 'PoolCounts':
        return { parts: this.counts.poolParts };
      case 'InspectorRoster':
        return {
          page: this.#page(
            this.inspectors.map((person) => this.#inspectorLine(person)),
            variables,
          ),
        };
      case 'SubjectNames': {
        const asked = [...(variables.subjectIds as readonly string[])].sort();
        const lines = asked.flatMap((id) => (this.names.has(id) ? [`${id}\t${this.names.get(id)}`] : []));
        return { page: this.#page(lines, { after: null, first: asked.length }) };
      }
      case 'CommitNonce':
        return { made: { commitment: commitment(drawId, this.code, this.nonceOf(drawId)) } };
      default:
        return { revealed: await this.#reveal(drawId, variables) };
    }
  }

  async #reveal(drawId: string, roster: Readonly<Record<string, unknown>>): Promise<object> {
    const nonce = this.nonceOf(drawId);
    const said = {
      ...roster,
      drawId,
      department: this.code,
      commitment: commitment(drawId, this.code, nonce),
      nonce,
      revealedAt: new Date().toISOString(),
    };
    const receipt = await new CompactSign(new TextEncoder().encode(JSON.stringify(this.receiptOf(said))))
      .setProtectedHeader({ alg: 'EdDSA', kid: String(this.key.kid) })
      .sign(await importJWK(this.key, 'EdDSA'));
    return { nonce, receipt };
  }

  #page(lines: readonly string[], { after, first }: Readonly<Record<string, unknown>>): Page {
    const firstOf = (line: string): string => line.split('\t')[0] ?? '';
    const sorted = lines.toSorted((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
    const rest = sorted.filter((line) => after === null || firstOf(line) > String(after));
    const page = rest.slice(0, Math.min(Number(first), this.pageLines));
    const last = page.at(-1);
    return {
      lines: page.join('\n'),
      count: page.length,
      endCursor: last === undefined ? null : firstOf(last),
      hasNextPage: rest.length > page.length,
    };
  }

  /** A field of its own, such as fireRescueTaskSketch. */
  #field(name: string): string {
    return this.code.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) + name;
  }

  #sketchLines(taskIds: readonly string[]): readonly string[] {
    const fields = new Map<string, string[]>();
    for (const [place, taskId] of taskIds.entries()) {
      for (const { subject, stratum, standing, marks = [] } of this.entries.get(taskId) ?? []) {
        const field = [place, stratum, standing, ...marks.toSorted()].join('\u001f');
        fields.set(subject, [...(fields.get(subject) ?? []), field]);
      }
    }
    return [...fields].map(([subject, each]) => {
      return [createHash('sha256').update(subject).digest('hex').slice(0, 16), ...each].join('\t');
    });
  }

  #inspectorLine({ code, district, capacity, specialties, recusals, post }: DoubleInspector): string {
    const lists = [specialties.join('\u001f'), recusals.join('\u001f')];
    return [`${this.code}:inspector:${code}`, `姓名${code}`, `证${code}`, district, capacity, ...lists, post].join(
      '\t',
    );
  }
}

function onePage(nodes: readonly object[] | null): object {
  const pageInfo = { endCursor: null, hasNextPage: false };
  return { department: { page: nodes === null ? null : { nodes, pageInfo } } };
}

const UNKNOWN_FIELD = {
  errors: [{ message: 'Cannot query field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
};

function lineWith(marked: boolean): (entry: DoubleEntry) => string {
  return ({ subject, stratum, district, standing, marks = [] }) => {
    const shown = marked ? [marks.toSorted().join('\u001f')] : [];
    return [subject, stratum, district, standing, ...shown].join('\t');
  };
}

function misbehave(fault: Fault, reply: FastifyReply): unknown {
  switch (fault.kind) {
    case 'hang':
      return new Promise(() => undefined);
    case 'drop':
      reply.hijack();
      reply.raw.destroy();
      return reply;
    case 'http':
      return reply.code(fault.status).send(fault.body);
    case 'data':
      return { data: fault.data };
  }
}
