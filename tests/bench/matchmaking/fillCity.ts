import { fieldOf, readRegister } from '@onevisit/schema';
import { ask, dataOf, type GatewayAddress, officer } from '../../e2e/ask.js';
import type { BenchmarkOptions } from '../Benchmark.js';
import { filledPool } from '../filledPool.js';
import { type CityTask, DEPARTMENTS, holds, subjectAt, subjectId } from './city.js';

/** Rows of a statement. */
const BATCH = 20_000;

/** Tasks of a mutation. */
const SUBMITTED_AT_ONCE = 20;

const YEAR = 2027;
const ITEM = 'bench';

const INSERT = `
  INSERT INTO pool_entry (id, code, kind, name, subject_id, uscc, division, industry, tags, credit_class, marks, status,
    valid_from, details)
  SELECT $1 || ':pool:' || subject, subject, 'ENTERPRISE', '示例企业' || subject, subject, NULL, '411502', industry,
    CASE WHEN tag = '' THEN '{}' ELSE ARRAY[tag] END, credit_class, CASE WHEN mark = '' THEN '{}' ELSE ARRAY[mark] END, 'ACTIVE',
    '2020-01-01', '{}'
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS entry (subject, industry, tag, credit_class, mark)`;

/** Fills the pools of all departments, each with its part of the city's subjects. */
export async function fillPools(
  hub: GatewayAddress,
  subjects: number,
  { note, signal }: Pick<BenchmarkOptions, 'note' | 'signal'>,
): Promise<void> {
  for (const [index, { department, percent }] of DEPARTMENTS.entries()) {
    await filledPool(hub, department, async (client) => {
      for (let from = 0; from < subjects; from += BATCH) {
        signal.throwIfAborted();
        const numbers = Array.from({ length: Math.min(BATCH, subjects - from) }, (_, offset) => from + offset);
        const held = numbers.filter((number) => holds(percent, index, number));
        const rows = held.map(subjectAt);
        await client.query(INSERT, [
          department,
          held.map(subjectId),
          rows.map(({ industry }) => industry),
          rows.map(({ tags }) => tags[0] ?? ''),
          rows.map(({ creditClass }) => creditClass),
          rows.map(({ marks }) => marks[0] ?? ''),
        ]);
      }
    });
    note(`${department}: ${percent} % of ${subjects.toLocaleString('en')} subjects`);
  }
}

/** Files and submits tasks, as the departments' officers do. */
export async function fileTasks(hub: GatewayAddress, tasks: readonly CityTask[]): Promise<void> {
  for (const { department } of DEPARTMENTS) {
    const own = tasks.filter((task) => task.department === department);
    const field = fieldOf(readRegister().find(({ code }) => code === department)?.prefix ?? '');
    const change = async (parameters: string, body: string, variables: object): Promise<void> => {
      dataOf(await ask(hub, officer(department), `mutation Fill${parameters} { ${body} }`, variables));
    };
    await change('($items: [ItemInput!]!)', `${field}SaveItems(items: $items) { created }`, { items: [item] });
    await change('($tasks: [PlanTaskInput!]!)', `${field}SavePlanTasks(tasks: $tasks) { created }`, {
      tasks: own.map(taskInput),
    });
    for (let at = 0; at < own.length; at += SUBMITTED_AT_ONCE) {
      const ids = own.slice(at, at + SUBMITTED_AT_ONCE).map(({ code }) => `${department}:task:${code}`);
      const submits = ids.map((id, index) => `t${index}: ${field}SubmitPlanTask(id: ${JSON.stringify(id)}) { status }`);
      await change('', submits.join(' '), {});
    }
  }
}

const item = {
  code: ITEM,
  title: '示例事项',
  itemClass: 'KEY',
  basis: ['示例依据'],
  subjectKind: '示例对象',
  content: '示例内容',
  methods: ['ON_SITE'],
  validFrom: '2026-01-01',
};

function taskInput({ department, code, industries, tags, byClass, percent, window }: CityTask): object {
  return {
    code,
    title: `示例任务 ${code}`,
    year: YEAR,
    itemIds: [`${department}:item:${ITEM}`],
    condition: { industries, ...(tags && { tags }) },
    stratifyBy: byClass ? 'CREDIT_CLASS' : 'NONE',
    quota: [{ stratum: '*', percent }],
    window,
    crew: { size: 2 },
  };
}
