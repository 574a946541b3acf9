import { day } from './smallPlan.js';

/** A department's task of the year: one item, one kind of subject, so many of them. */
export interface YearTask {
  readonly plan: 'hotels' | 'schools' | 'restaurants';
  readonly department: string;
  /** Code of its item. */
  readonly item: string;
  readonly industry: string;
  /** Subjects to draw in the year. */
  readonly count: number;
}

/** Last days of the windows: schools would rather be visited a little later than others think. */
const LAST = day(30);

/** What ten departments plan for the year, after rows of published joint lists on hotels, schools and catering. */
export const YEAR_TASKS: readonly YearTask[] = [
  { plan: 'hotels', department: 'public-security', item: 'GA-001', industry: 'hotel', count: 12 },
  { plan: 'hotels', department: 'fire-rescue', item: 'XF-001', industry: 'hotel', count: 8 },
  { plan: 'hotels', department: 'health', item: 'WJ-001', industry: 'hotel', count: 8 },
  { plan: 'hotels', department: 'market-regulation', item: 'SJ-004', industry: 'hotel', count: 8 },
  { plan: 'hotels', department: 'civil-air-defence', item: 'RF-003', industry: 'hotel', count: 2 },
  { plan: 'hotels', department: 'culture-tourism', item: 'WL-008', industry: 'hotel', count: 2 },
  { plan: 'schools', department: 'education', item: 'JY-007', industry: 'school', count: 8 },
  { plan: 'schools', department: 'market-regulation', item: 'SJ-002', industry: 'school', count: 8 },
  { plan: 'schools', department: 'health', item: 'WJ-008', industry: 'school', count: 6 },
  { plan: 'schools', department: 'emergency-management', item: 'YJ-010', industry: 'school', count: 6 },
  { plan: 'schools', department: 'water', item: 'SL-003', industry: 'school', count: 2 },
  { plan: 'restaurants', department: 'market-regulation', item: 'SJ-003', industry: 'restaurant', count: 20 },
  { plan: 'restaurants', department: 'health', item: 'WJ-006', industry: 'restaurant', count: 6 },
  { plan: 'restaurants', department: 'ecology-environment', item: 'HJ-007', industry: 'restaurant', count: 2 },
];

/** The ten departments, each once. */
export const YEAR_DEPARTMENTS: readonly string[] = [...new Set(YEAR_TASKS.map(({ department }) => department))];

/** Code of a task: one of a plan and a department. */
export const codeOf = ({ plan }: YearTask): string => `year-${plan}`;

/** Global id of a task. */
export const taskIdOf = (task: YearTask): string => `${task.department}:task:${codeOf(task)}`;

/** Ids of the tasks of a plan. */
export const tasksOf = (plan: YearTask['plan']): string[] =>
  YEAR_TASKS.filter((task) => task.plan === plan).map(taskIdOf);

/** A task in the shape of the contract's input. */
export function taskInput(task: YearTask): object {
  return {
    code: codeOf(task),
    title: `全年任务 ${task.item}`,
    year: Number(day().slice(0, 4)),
    itemIds: [`${task.department}:item:${task.item}`],
    condition: { industries: [task.industry] },
    // The city's rules want a higher ratio for some; nothing is above all of them.
    quota: [
      { stratum: 'ALL', count: task.count },
      { stratum: 'RAISED', percent: '100' },
    ],
    window: { first: day(), last: LAST },
    crew: { size: 2 },
  };
}
