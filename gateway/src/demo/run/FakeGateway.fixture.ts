import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { type DepartmentEntry, JOINT_SUBGRAPH } from '@onevisit/schema';
import { compose } from '@onevisit/schema/composition';
import { buildASTSchema, type GraphQLSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import * as z from 'zod';
import { DEMO_RULE_PACK } from '../demoTasks.js';

type Variables = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>> & { readonly code: string };
type Phase = 'COMMITTING' | 'FREEZING' | 'FROZEN' | 'DRAWN' | 'VOID';

const rowsSchema = z.array(z.looseObject({ code: z.string() }));
const bodySchema = z.object({
  query: z.string(),
  operationName: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

/** What a department holds. */
class FakeDepartment {
  readonly items = new Map<string, Row>();
  readonly pool = new Map<string, Row>();
  readonly inspectors = new Map<string, Row>();
  readonly tasks = new Map<string, Row>();
  readonly plans = new Map<string, Row>();
  /** Of tasks and plans, by id; drafts where none is kept. */
  readonly statuses = new Map<string, string>();
}

/**
 * A gateway for tests: checks every operation against the real supergraph, then answers from memory, as if each leg had drawn
 * one subject, the same for all. A token is `role:department`.
 */
export class FakeGateway {
  readonly departments = new Map<string, FakeDepartment>();
  /** Names of the operations so far. */
  readonly asked: string[] = [];
  /** Operations that fail the next time they are asked: their name, and the code of the error. */
  readonly failing = new Map<string, string>();
  phase: Phase | null = null;
  legs: readonly string[] | null = null;
  /** The plan's phases so far. */
  planPhases: string[] = [];
  /** Departments that are invited and have not answered. */
  pending: string[] = [];
  missingNonce: string | null = null;
  readonly #schema: GraphQLSchema;
  readonly #server: Server;

  private constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    this.#server = createServer(async (request, response) => {
      const body = bodySchema.parse(JSON.parse(await text(request)));
      const [, department = ''] = request.headers.authorization?.replace('Bearer ', '').split(':') ?? [];
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.#answer(body, department)));
    });
  }

  /** Composes the supergraph of all packages, and listens. */
  static async start(register: readonly DepartmentEntry[]): Promise<FakeGateway> {
    const names = [...register.map(({ code }) => code), JOINT_SUBGRAPH];
    const sources = await Promise.all(
      names.map(async (name) => {
        const specifier = `@onevisit/${name}`;
        const { sdl } = z.object({ sdl: z.string() }).parse(await import(specifier));
        return { name, url: `http://${name}.test`, sdl, file: `${name}.graphql` };
      }),
    );
    const composition = compose(sources);
    if (!composition.ok) throw new Error(JSON.stringify(composition.findings));
    const gateway = new FakeGateway(buildASTSchema(parse(composition.supergraphSdl), { assumeValidSDL: true }));
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  }

  /** Forgets everything. */
  clear(): void {
    this.departments.clear();
    this.failing.clear();
    this.asked.length = 0;
    [this.phase, this.legs, this.missingNonce] = [null, null, null];
    [this.planPhases, this.pending] = [[], []];
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ query, operationName, variables }: z.infer<typeof bodySchema>, department: string): object {
    this.asked.push(operationName);
    const document = parse(query);
    const errors = [...validate(this.#schema, document)];
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      errors.push(...(getVariableValues(this.#schema, definition.variableDefinitions ?? [], variables).errors ?? []));
    }
    if (errors.length > 0) return { errors };
    const failure = this.failing.get(operationName);
    this.failing.delete(operationName);
    if (failure) return { data: null, errors: [{ message: '示例错误 an example', extensions: { code: failure } }] };
    return {
      data: this.#department(operationName, variables, department) ?? this.#joint(operationName, variables, department),
    };
  }

  #department(operation: string, variables: Variables, code: string): object | null {
    const department = this.departments.get(code) ?? new FakeDepartment();
    this.departments.set(code, department);
    const save = (rows: Map<string, Row>): object => {
      for (const row of rowsSchema.parse(variables.rows)) rows.set(row.code, row);
      return { save: { created: 0, updated: 0, unchanged: 0 } };
    };
    switch (operation) {
      case 'DemoStanding':
        return { department: standingOf(code, department) };
      case 'DemoSaveItems':
        return save(department.items);
      case 'DemoSavePoolEntries':
        return save(department.pool);
      case 'DemoSaveInspectors':
        return save(department.inspectors);
      case 'DemoSavePlanTasks':
        return save(department.tasks);
      case 'DemoSavePlans':
        return save(department.plans);
      case 'DemoSendPlan':
      case 'DemoApprovePlan':
      case 'DemoSubmitPlan':
        return { plan: { status: movePlan(department, operation, String(variables.id)) } };
      default:
        return null;
    }
  }

  #joint(operation: string, variables: Variables, department: string): object {
    switch (operation) {
      case 'Demo_inviteToJointPlan':
        this.pending = [...new Set(this.legs?.map((id) => id.split(':')[0] ?? ''))];
        return this.#moved('INVITED');
      case 'Demo_answerInvitation':
        this.pending = this.pending.filter((code) => code !== department);
        return this.pending.length === 0 ? this.#moved('AGREED') : { plan: this.#plan() };
      case 'Demo_moveJointPlan':
        return this.#moved(z.object({ to: z.string() }).parse(variables.input).to);
      case 'DemoPlans':
        return { jointPlans: { nodes: this.legs === null ? [] : [this.#plan()], pageInfo: LAST_PAGE } };
      case 'DemoConvene':
        this.legs = z.object({ taskIds: z.array(z.string()) }).parse(variables.input).taskIds;
        this.planPhases = ['DRAFT'];
        return { conveneJointPlan: this.#plan() };
      case 'DemoAdoptRules':
        return { adoptRulePack: { id: DEMO_RULE_PACK } };
      case 'DemoDraws':
        return { jointPlan: { draws: this.phase === null ? [] : [this.#draw()] } };
      case 'DemoDrawn':
        return { draw: this.#drawn() };
      case 'DemoVisits':
        return { draw: { visits: { nodes: [VISIT], pageInfo: LAST_PAGE } } };
      case 'DemoProposals':
        return { matchmaking: { proposals: { nodes: [PROPOSAL] } } };
      case 'DemoVisit':
        return { visit: VISIT_EXAMPLE };
      default:
        this.phase = this.#nextPhase(operation);
        return { draw: this.#draw() };
    }
  }

  #nextPhase(operation: string): Phase | null {
    if (operation === 'DemoOpenDraw') return 'COMMITTING';
    if (operation === 'Demo_freezeDraw') return 'FREEZING';
    if (operation === 'Demo_executeDraw') return 'DRAWN';
    return this.phase === 'FREEZING' ? 'FROZEN' : this.phase;
  }

  #moved(phase: string): object {
    this.planPhases.push(phase);
    return { plan: this.#plan() };
  }

  #plan(): object {
    const window = { first: '2026-04-01', last: '2026-06-28' };
    const legs = (this.legs ?? []).map((id) => ({ id, title: id, department: departmentOf(id), window }));
    const invitations = this.pending.map((id) => ({ department: { id }, state: 'PENDING' }));
    const history = this.planPhases.map((phase) => ({ phase, on: '2026-03-05', reference: null }));
    return { id: 'joint-inspection:plan:1', phase: this.planPhases.at(-1), invitations, history, legs };
  }

  #draw(): object {
    const progress = { state: 'DONE', entries: 1, waitingFor: [], error: null };
    const nonces = [{ department: { id: 'water' }, nonce: this.missingNonce === 'water' ? null : 'f' }];
    return { id: 'joint-inspection:draw:1', phase: this.phase, progress, nonces };
  }

  #drawn(): object {
    const legs = this.legs ?? [];
    return {
      plan: { ...this.#plan(), title: '示例', year: 2026 },
      statement: { rosterRoot: 'root' },
      seed: 'seed',
      selectionCount: legs.length,
      visitCount: 1,
      savedCount: legs.length - 1,
      fewestExpected: 0.9,
      quotas: legs.map((legId) => ({ legId, population: 10, selected: 1 })),
    };
  }
}

const LAST_PAGE = { hasNextPage: false, endCursor: null };
const FULL_SEAT = { state: 'FILLED', inspector: { name: '示例检查员 XF-0001', certificateNumber: '示例证-1' } };
const EMPTY_SEAT = { state: 'EMPTY', inspector: null };
const VISIT = { id: 'visit', subject: { uscc: 'code' }, crew: [{ seats: [FULL_SEAT, EMPTY_SEAT] }] };
const PROPOSAL = {
  id: 'joint-inspection:proposal:1',
  title: '2026年宾馆、旅店部门联合抽查',
  taskIds: ['water:task:1', 'health:task:1'],
  window: { first: '2026-04-15', last: '2026-06-15' },
  departments: [{ department: { name: { zh: '水利局' } } }],
  separateVisits: { value: 20.4 },
  jointVisits: { value: 12.1 },
  savedVisits: { value: 8.3 },
};
const VISIT_EXAMPLE = {
  id: 'visit',
  subject: { uscc: 'code', name: '浉河区示例酒店第0001号店' },
  window: { first: '2026-04-15', last: '2026-06-15' },
  items: [{ planned: { item: { id: 'fire-rescue:item:XF-001', title: '消防情况的检查', content: '内容' } } }],
  crew: [
    {
      department: { name: { zh: '消防救援支队', en: 'Fire and Rescue' }, coverage: { subjects: { percent: '5.00' } } },
      seats: [FULL_SEAT, EMPTY_SEAT],
    },
  ],
};

function departmentOf(taskId: string): object {
  const [id] = taskId.split(':');
  return { id, name: { zh: id, en: id }, itemCount: 1, poolCount: 2, inspectorCount: 3 };
}

const LEADS_TO: Readonly<Record<string, string>> = {
  DemoSendPlan: 'IN_REVIEW',
  DemoApprovePlan: 'APPROVED',
  DemoSubmitPlan: 'SUBMITTED',
};

/** With a plan its tasks are submitted. */
function movePlan({ plans, statuses }: FakeDepartment, operation: string, id: string): string {
  const status = LEADS_TO[operation] ?? '';
  statuses.set(id, status);
  const plan = [...plans.values()].find(({ code }) => id.endsWith(`:plan:${code}`));
  const taskIds = z.array(z.string()).parse(plan?.taskIds);
  if (status === 'SUBMITTED') for (const taskId of taskIds) statuses.set(taskId, status);
  return status;
}

function standingOf(code: string, { items, pool, inspectors, tasks, plans, statuses }: FakeDepartment): object {
  const nodesOf = (kind: string, rows: ReadonlyMap<string, Row>) =>
    [...rows.keys()].map((row) => {
      const id = `${code}:${kind}:${row}`;
      return { id, status: statuses.get(id) ?? 'DRAFT' };
    });
  return {
    items: { totalCount: items.size },
    pool: { totalCount: pool.size },
    inspectors: { totalCount: inspectors.size },
    tasks: { nodes: nodesOf('task', tasks) },
    plans: { nodes: nodesOf('plan', plans) },
  };
}
