import type { Viewer } from '@onevisit/kit';
import { type GraphqlAnswer, makeProcessKeys, type ProcessKeys } from '@onevisit/kit/processKeys.fixture';
import { creditCode } from '@onevisit/schema';
import { freshDatabase } from '@onevisit/tests/freshDatabase';
import { Client } from 'pg';
import * as z from 'zod';
import { defineDepartment } from './define.js';
import type { ItemSeed } from './rows.js';

/** What only the department of these tests keeps of an entry. */
const details = z.strictObject({
  storeys: z.int().min(1, '至少一层。 At least one storey.').optional(),
  uses: z.array(z.string()).optional(),
  note: z
    .string()
    .transform((text) => text.trim())
    .optional(),
});

/** A small department under the code of fire-rescue, with details, a profile, and a fact of the market subject. */
export const testDepartment = defineDepartment<z.infer<typeof details>>({
  code: 'fire-rescue',
  ownSdl: `
    extend type FireRescuePoolEntry {
      "Storeys."
      storeys: Int
      "Uses."
      uses: [String!]
      "A note."
      note: String
    }
    extend type FireRescueProfile {
      "Storeys over all entries."
      storeys: Int
    }
    extend type MarketSubject {
      "Name."
      name: String @access(to: ["public"])
    }
  `,
  details,
  items: [],
  profile: { storeys: (entries) => entries.reduce((sum, { details: { storeys = 0 } }) => sum + storeys, 0) },
  subject: { name: ([entry]) => entry?.name },
});

/** A department at work on a database of its own. */
export interface StartedDepartment {
  readonly url: string;
  readonly keys: ProcessKeys;
  /** Asks as a viewer; by default as an officer of the department. */
  ask(query: string, variables?: object, viewer?: Viewer): Promise<GraphqlAnswer>;
  /** Asks for what must succeed. */
  get<Data>(query: string, variables?: object, viewer?: Viewer): Promise<Data>;
  /** Looks entities up by id, as the gateway does: nulls where there is none. */
  entities(type: string, ids: readonly string[], fields: string, viewer?: Viewer): Promise<GraphqlAnswer>;
  /** Saves rows as an officer: `items`, `entries`, `inspectors`, `tasks` or `plans`. */
  save(list: SavedList, rows: readonly object[], idempotencyKey?: string): Promise<GraphqlAnswer>;
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const SAVES = {
  items: ['SaveItems', 'ItemInput'],
  entries: ['SavePoolEntries', 'FireRescuePoolEntryInput'],
  inspectors: ['SaveInspectors', 'InspectorInput'],
  tasks: ['SavePlanTasks', 'PlanTaskInput'],
  plans: ['SavePlans', 'DepartmentPlanInput'],
} as const;

type SavedList = keyof typeof SAVES;

/** Whoever may ask, one each; `stranger` is an officer of another department. */
export const viewers = {
  public: { role: 'public' },
  officer: { role: 'officer', sub: 'zhang', department: 'fire-rescue' },
  leader: { role: 'leader', sub: 'sun', department: 'fire-rescue' },
  stranger: { role: 'officer', sub: 'li', department: 'water' },
  inspector: { role: 'inspector', sub: 'wang', department: 'fire-rescue', inspector: 'fire-rescue:inspector:I1' },
  lead: { role: 'lead', sub: 'zhao', department: 'market-regulation' },
  auditor: { role: 'auditor', sub: 'qian' },
  service: { role: 'service', sub: 'joint-inspection' },
} as const satisfies Record<string, Viewer>;

/** Starts it; the test stops it. */
export async function startDepartment(): Promise<StartedDepartment> {
  const database = await freshDatabase('department');
  const keys = await makeProcessKeys(['gateway', 'joint-inspection', 'fire-rescue']);
  const running = await testDepartment.start({
    PORT: '0',
    DATABASE_URL: database.url,
    ONEVISIT_KEY_FILE: keys.privateFile('fire-rescue'),
    ONEVISIT_TRUSTED_KEYS: keys.trustedFile,
    LOG_LEVEL: 'silent',
  });
  const client = new Client({ connectionString: database.url, application_name: 'test' });
  await client.connect();
  const ask: StartedDepartment['ask'] = (query, variables = {}, viewer = viewers.officer) =>
    keys.call(running.url, 'fire-rescue', viewer, { query, variables });
  return {
    url: running.url,
    keys,
    ask,
    get: async (query, variables, viewer) => {
      const { data, errors } = await ask(query, variables, viewer);
      if (errors !== undefined || data == null) throw new Error(JSON.stringify(errors));
      return data as never;
    },
    entities: (type, ids, fields, viewer) =>
      ask(
        `query ($representations: [_Any!]!) {
          _entities(representations: $representations) { ... on ${type} { ${fields} } } }`,
        { representations: ids.map((id) => ({ __typename: type, id })) },
        viewer,
      ),
    save: (list, rows, idempotencyKey) => {
      const [field, input] = SAVES[list];
      const query = `mutation ($rows: [${input}!]!, $key: String) {
        saved: fireRescue${field}(${list}: $rows, idempotencyKey: $key) { created updated unchanged } }`;
      return ask(query, { rows, key: idempotencyKey ?? null });
    },
    sql: async (statement, values = []) => (await client.query(statement, [...values])).rows,
    stop: async () => {
      await running.close();
      await client.end();
      await keys.remove();
      await database.drop();
    },
  };
}

/** A credit code, one for each number below a million. */
export function creditCodeOf(number: number): string {
  return creditCode(`91411500MA${String(number).padStart(7, '0')}`);
}

/** An item as an officer states it. */
export function item(code: string, more: object = {}): ItemSeed {
  return {
    code,
    title: `事项 ${code}`,
    itemClass: 'GENERAL',
    basis: ['消防法第五十三条'],
    subjectKind: '企业',
    content: '消防设施',
    methods: ['ON_SITE'],
    ratioLimit: '5',
    validFrom: '2020-01-01',
    ...more,
  };
}

/** A pool entry as an officer states it. */
export function entry(code: string, more: object = {}) {
  return {
    code,
    kind: 'ENTERPRISE',
    name: `企业 ${code}`,
    uscc: creditCodeOf(1),
    division: '411502',
    industry: '住宿业',
    tags: [] as string[],
    status: 'ACTIVE',
    validFrom: '2020-01-01',
    ...more,
  };
}

/** An inspector as an officer states them. */
export function inspector(code: string, more: object = {}) {
  return {
    code,
    name: `检查员 ${code}`,
    certificateNumber: `豫-${code}`,
    certificateValidTo: '2099-12-31',
    specialties: ['fire'],
    district: '411502',
    post: 'FRONT_LINE',
    capacity: 10,
    ...more,
  };
}

/** A plan task as an officer files it. */
export function task(code: string, more: object = {}) {
  return {
    code,
    title: `任务 ${code}`,
    year: 2026,
    itemIds: ['fire-rescue:item:X1'],
    condition: {},
    quota: [{ stratum: '*', percent: '5' }],
    window: { first: '2026-03-01', last: '2026-05-31' },
    crew: { size: 2 },
    ...more,
  };
}

/** A plan as an officer draws it up, of tasks by code. */
export function plan(code: string, tasks: readonly string[], more: object = {}) {
  return {
    code,
    title: `计划 ${code}`,
    year: 2026,
    taskIds: tasks.map((task) => `fire-rescue:task:${task}`),
    ...more,
  };
}
