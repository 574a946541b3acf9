import { demoCity } from '../demoCity.js';
import { demoJointDraw } from '../demoJointDraw.js';
import { DEMO_INITIATOR, type DepartmentTasks, demoTasks, demoYear } from '../demoTasks.js';
import { demoError } from '../errors.js';
import { adoptRules } from './adoptRules.js';
import { convenePlan, findPlan } from './convenePlan.js';
import type { DemoOptions } from './DemoOptions.js';
import type { DemoSummary } from './DemoSummary.js';
import { drawPlan } from './drawPlan.js';
import { fillCity } from './fillCity.js';
import { GatewayClient } from './GatewayClient.js';
import { printSummary } from './printSummary.js';
import { publishPlan } from './publishPlan.js';
import { readSummary } from './readSummary.js';

/** A joint plan needs two departments. */
const FEWEST_DEPARTMENTS = 2;

/**
 * Runs the demo through the gateway's public API alone: fills the departments, convenes a joint plan, takes it to its
 * publication, draws it, and prints what came
 * of it. Whatever stands already is kept: a second run prints the same again, and one that was interrupted goes on.
 * @throws DemoError that says what failed and what to do
 */
export async function runDemo(options: DemoOptions): Promise<DemoSummary> {
  const { subjects, seed, today, register, progress, print } = options;
  const client = new GatewayClient(options);
  const year = demoYear(today);
  const tasks = demoTasks(
    today,
    register.map(({ code }) => code),
  );
  checkDepartments(tasks);
  const city = demoCity({ subjects, seed, year });
  const found = await findPlan(client, tasks);
  if (found === null) {
    print('正在填充示例城市：其中的企业和人员均为虚构。 Filling the demo city: nobody in it is real.');
    await fillCity(client, city, tasks, options);
  } else {
    print('示例城市已存在，予以保留。 The demo city is there already and is kept.');
  }
  if (found === null) await adoptRules(client, today);
  const plan = found ?? (await convenePlan(client, tasks, year));
  await publishPlan(client, plan, today);
  const entries = demoJointDraw(city, tasks).roster.length;
  const drawId = await drawPlan({ client, progress, entries }, plan.id);
  const summary = await readSummary(client, drawId, register);
  printSummary(summary, print);
  return summary;
}

function checkDepartments(tasks: readonly DepartmentTasks[]): void {
  const departments = tasks.map(({ department }) => department);
  if (departments.length >= FEWEST_DEPARTMENTS && departments.includes(DEMO_INITIATOR)) return;
  throw demoError('OV_DEMO_FEW_DEPARTMENTS', { initiator: DEMO_INITIATOR, departments: departments.join(', ') || '–' });
}
