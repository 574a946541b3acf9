import { DEPARTMENT_PROFILES } from '../data/departments.js';
import type { DemoCity } from '../demoCity.js';
import type { DepartmentTasks } from '../demoTasks.js';
import type { DemoOptions } from './DemoOptions.js';
import { departmentItems } from './departmentItems.js';
import { type DepartmentFilling, fillDepartment, rowsOf } from './fillDepartment.js';
import type { GatewayClient } from './GatewayClient.js';

/** Departments that are filled at the same time: each has its own server, all go through one gateway. */
const AT_ONCE = 3;

/**
 * Fills every department of the register that the demo city knows; says which it does not know.
 * @throws DemoError, after the departments under way at that moment
 */
export async function fillCity(
  client: GatewayClient,
  city: DemoCity,
  tasks: readonly DepartmentTasks[],
  { register, progress, print }: Pick<DemoOptions, 'register' | 'progress' | 'print'>,
): Promise<void> {
  const known = new Set(DEPARTMENT_PROFILES.map(({ code }) => code));
  for (const { code, name } of register.filter((entry) => !known.has(entry.code))) {
    print(
      `示例城市没有${name.zh}（${code}）的数据，未填充。The demo city has no data for ${name.en} (${code}); not filled.`,
    );
  }
  const fillings = await Promise.all(
    city.departments.flatMap((lists) => {
      const entry = register.find(({ code }) => code === lists.code);
      const own = tasks.find(({ department }) => department === lists.code)?.tasks ?? [];
      return entry === undefined ? [] : [fillingOf(entry, lists, own)];
    }),
  );
  const bar = progress.start(
    '填充示例城市 Filling the demo city',
    fillings.reduce((sum, filling) => sum + rowsOf(filling), 0),
  );
  try {
    await inTurn(fillings, (filling) => fillDepartment(client, filling, bar));
  } finally {
    bar.done();
  }
}

async function fillingOf(
  entry: DepartmentFilling['entry'],
  lists: DepartmentFilling['lists'],
  tasks: DepartmentFilling['tasks'],
): Promise<DepartmentFilling> {
  return { entry, items: await departmentItems(entry.code), lists, tasks };
}

/** Works through a list, some at once; after a failure nothing new is begun, and what is under way comes to its end. */
async function inTurn<Job>(jobs: readonly Job[], work: (job: Job) => Promise<void>): Promise<void> {
  const waiting = [...jobs];
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      await work(job).catch((cause: unknown) => {
        waiting.length = 0;
        throw cause;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
