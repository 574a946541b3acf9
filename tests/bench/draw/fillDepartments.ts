import { fieldOf, readRegister } from '@onevisit/schema';
import { ask, dataOf, type GatewayAddress, officer } from '../../e2e/ask.js';
import type { BenchmarkOptions } from '../Benchmark.js';
import { filledPool } from '../filledPool.js';
import type { BenchCity } from './BenchCity.js';
import { benchInspectors } from './benchInspectors.js';
import { type BenchLeg, CODE, LEGS, quotaOf, taskId } from './legs.js';

/** Rows of a statement. */
const BATCH = 20_000;

/** Fills the departments of the plan: item, inspectors and a submitted task as their officers do, the pool straight into the database. */
export async function fillDepartments(
  hub: GatewayAddress,
  city: BenchCity,
  { note, signal }: Pick<BenchmarkOptions, 'note' | 'signal'>,
): Promise<void> {
  await Promise.all(
    LEGS.map(async (leg, index) => {
      await fillLists(hub, city, leg, index);
      const count = await fillPool(hub, city, leg.department, index, signal);
      note(`${leg.department}: ${count.toLocaleString('en')} subjects`);
    }),
  );
}

async function fillLists(hub: GatewayAddress, city: BenchCity, leg: BenchLeg, index: number): Promise<void> {
  const { department, window, crew, percents } = leg;
  const field = fieldOf(readRegister().find(({ code }) => code === department)?.prefix ?? '');
  const item = {
    code: CODE,
    title: '示例事项',
    itemClass: 'KEY',
    basis: ['示例依据'],
    subjectKind: '示例对象',
    content: '示例内容',
    methods: ['ON_SITE'],
    validFrom: '2026-01-01',
  };
  const task = {
    code: CODE,
    title: '示例任务',
    year: 2026,
    itemIds: [`${department}:item:${CODE}`],
    condition: {},
    stratifyBy: 'CREDIT_CLASS',
    quota: quotaOf(percents),
    window,
    crew,
  };
  dataOf(
    await ask(
      hub,
      officer(department),
      `mutation Fill($items: [ItemInput!]!, $inspectors: [InspectorInput!]!, $tasks: [PlanTaskInput!]!, $task: ID!) {
         ${field}SaveItems(items: $items) { created }
         ${field}SaveInspectors(inspectors: $inspectors) { created }
         ${field}SavePlanTasks(tasks: $tasks) { created }
         ${field}SubmitPlanTask(id: $task) { status }
       }`,
      { items: [item], inspectors: benchInspectors(city, index), tasks: [task], task: taskId(department) },
    ),
  );
}

const INSERT = `
  INSERT INTO pool_entry (id, code, kind, name, subject_id, uscc, division, industry, tags, credit_class, status, valid_from, details)
  SELECT $1 || ':pool:' || number, number, 'ENTERPRISE', '示例企业第' || number || '号', uscc, uscc, division, 'catering', '{}',
         credit_class, 'ACTIVE', '2020-01-01', '{}'
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS entry (number, uscc, division, credit_class)`;

/** Returns how many entries there are. */
async function fillPool(
  hub: GatewayAddress,
  city: BenchCity,
  department: string,
  index: number,
  signal: AbortSignal,
): Promise<number> {
  const pool = city.pool(index);
  await filledPool(hub, department, async (client) => {
    for (let from = 0; from < pool.length; from += BATCH) {
      signal.throwIfAborted();
      const numbers = pool.subarray(from, from + BATCH);
      const members = Array.from(numbers, (number) => city.member(number));
      await client.query(INSERT, [
        department,
        Array.from(numbers, String),
        members.map(({ code }) => code),
        members.map(({ district }) => district),
        members.map(({ creditClass }) => creditClass),
      ]);
    }
  });
  return pool.length;
}
