import { type MonthDay, TASK_TEMPLATES, type TaskQuotaRule, type TaskTemplate } from './data/tasks.js';
import { padded } from './SeededRandom.js';

/** A plan task, in the shape of the contract's plan task input. */
export interface DemoTask {
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly level: TaskTemplate['level'];
  /** Ids of the department's own items. */
  readonly itemIds: readonly string[];
  readonly condition: { readonly industries: readonly string[]; readonly tags?: readonly string[] };
  readonly stratifyBy: TaskTemplate['stratifyBy'];
  readonly quota: readonly TaskQuotaRule[];
  readonly window: { readonly first: string; readonly last: string };
  readonly method: 'ON_SITE';
  readonly crew: TaskTemplate['crew'];
}

/** A department's tasks. */
export interface DepartmentTasks {
  readonly department: string;
  readonly tasks: readonly DemoTask[];
}

/** The rules of the demo city (细则): those that hold in the whole country, with what an example city adds, which come along. */
export const DEMO_RULE_PACK = 'example-city-2026@1';

/** The stratum of subjects that the rules want inspected more often (raised-frequency). */
export const RAISED = 'RAISED';

/** Title of the demo's joint plan. */
export const DEMO_PLAN_TITLE = '人员密集场所部门联合抽查（示例）';

/** Fewest days that the window of a joint visit has. */
export const DEMO_MIN_OVERLAP = 10;

/** Code of the plan of a year that holds a department's tasks. */
export function demoPlanCode(year: number): string {
  return `demo-annual-${year}`;
}

/** The department that leads joint inspections and initiates the demo's plan; it owns the registered facts of subjects. */
export const DEMO_INITIATOR = 'market-regulation';

/** Global id of a department's task. */
export function taskIdOf(department: string, code: string): string {
  return `${department}:task:${code}`;
}

/**
 * The tasks of the demo's joint plan, with windows in the three months after `today`; the plan's year is that of the
 * first of them.
 * @param today YYYY-MM-DD
 * @param departments codes of those that take part; tasks of others are left out
 */
export function demoTasks(today: string, departments: readonly string[]): DepartmentTasks[] {
  return departments
    .map((department) => ({
      department,
      tasks: TASK_TEMPLATES.filter((template) => template.department === department).map((template) =>
        taskOf(template, today),
      ),
    }))
    .filter(({ tasks }) => tasks.length > 0);
}

/** The year of the demo's plan when it first runs on `today`: that of its first window. */
export function demoYear(today: string): number {
  return yearAndMonth(today, 1).year;
}

function taskOf(template: TaskTemplate, today: string): DemoTask {
  const { code, title, level, stratifyBy, quota, industries, tags, crew } = template;
  return {
    code,
    title,
    year: demoYear(today),
    level,
    itemIds: template.items.map((item) => `${template.department}:item:${item}`),
    condition: tags === undefined ? { industries } : { industries, tags },
    stratifyBy,
    quota: [...quota, { stratum: RAISED, percent: twiceTheHighest(quota) }],
    window: { first: dayAfter(today, template.first), last: dayAfter(today, template.last) },
    method: 'ON_SITE',
    crew,
  };
}

/** How the demo's departments raise their ratios: twice the highest of their others, in whole percent. */
function twiceTheHighest(quota: readonly TaskQuotaRule[]): string {
  const highest = Math.max(...quota.map((rule) => ('percent' in rule ? Number(rule.percent) : 0)));
  return String(Math.min(100, Math.ceil(2 * highest)));
}

function dayAfter(today: string, { month: months, day }: MonthDay): string {
  const { year, month } = yearAndMonth(today, months);
  return `${year}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** Months count from year 0, so that December passes into January by itself. */
function yearAndMonth(today: string, monthsLater: number): { readonly year: number; readonly month: number } {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const months = year * 12 + (month - 1) + monthsLater;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}
