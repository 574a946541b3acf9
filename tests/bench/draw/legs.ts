import { parseTerms, type Terms } from '@onevisit/draw';

/** One department's task in the joint plan that is drawn. */
export interface BenchLeg {
  readonly department: string;
  /** Per cent of each credit class, in the order of CREDIT_CLASSES. */
  readonly percents: readonly [string, string, string, string];
  readonly window: { readonly first: string; readonly last: string };
  readonly crew: {
    readonly size: number;
    readonly specialties: readonly string[];
    readonly district: 'ANY' | 'SAME' | 'CROSS';
  };
}

/** Credit classes (信用风险分类), each with how many of a thousand subjects are in it. */
export const CREDIT_CLASSES = [
  { value: 'A', weight: 654 },
  { value: 'B', weight: 253 },
  { value: 'C', weight: 77 },
  { value: 'D', weight: 16 },
] as const;

/** What half of each department's inspectors are specialists in. */
export const SPECIALTY = '示例专长';

/** Fewest days that the window of a joint visit has. */
export const MIN_OVERLAP = 10;

const WHOLE = { first: '2026-09-01', last: '2026-11-30' };

/** The plan: quotas such that 3.6 of a hundred subjects are visited, for 2.9 legs each. */
export const LEGS: readonly BenchLeg[] = [
  {
    department: 'market-regulation',
    percents: ['2', '5', '10', '20'],
    window: WHOLE,
    crew: { size: 2, specialties: [], district: 'ANY' },
  },
  {
    department: 'public-security',
    percents: ['1.8', '4.5', '9', '20'],
    window: { ...WHOLE, first: '2026-09-15' },
    crew: { size: 2, specialties: [], district: 'SAME' },
  },
  {
    department: 'fire-rescue',
    percents: ['2', '5', '10', '20'],
    window: WHOLE,
    crew: { size: 2, specialties: [SPECIALTY], district: 'ANY' },
  },
  {
    department: 'health',
    percents: ['1.8', '4.5', '9', '18'],
    window: { ...WHOLE, last: '2026-11-15' },
    crew: { size: 2, specialties: [], district: 'CROSS' },
  },
  {
    department: 'culture-tourism',
    percents: ['2', '4.5', '10', '20'],
    window: WHOLE,
    crew: { size: 2, specialties: [SPECIALTY], district: 'SAME' },
  },
];

/** Code of the task, and of its item, in each department. */
export const CODE = 'bench';

/** Id of a department's task, which is the id of its leg. */
export function taskId(department: string): string {
  return `${department}:task:${CODE}`;
}

/** The plan's terms as the draw has them. */
export function benchTerms(): Terms {
  return parseTerms({
    legs: LEGS.map(({ department, percents, window, crew }) => ({
      id: taskId(department),
      department,
      items: [`${department}:item:${CODE}`],
      window: [window.first, window.last],
      quota: { strata: Object.fromEntries(quotaOf(percents).map(({ stratum, ...rule }) => [stratum, rule])) },
      crew,
    })),
    minOverlap: MIN_OVERLAP,
    publicSource: '',
  });
}

/** Quota rules as the contract states them. */
export function quotaOf(percents: BenchLeg['percents']): { readonly stratum: string; readonly percent: string }[] {
  return CREDIT_CLASSES.map(({ value }, index) => ({ stratum: value, percent: percents[index] ?? '0' }));
}
