import { LEGS } from '../draw/legs.js';

/** Departments of the city, each with how many per cent of the subjects it has in its pool. */
export const DEPARTMENTS = LEGS.map(({ department }, index) => ({
  department,
  percent: [100, 40, 30, 25, 20][index] ?? 0,
}));

/** Industries of the city; the first are the largest. */
const INDUSTRIES = 60;

/** Subjects to a subject of the next industry, of a thousand: shares fall, as they do in a city. */
const FALL = 0.93;

/** In which industry a subject is, by its number, from a table of a thousand places. */
const INDUSTRY_AT: readonly number[] = (() => {
  const shares = Array.from({ length: INDUSTRIES }, (_, industry) => FALL ** industry);
  const sum = shares.reduce((all, share) => all + share, 0);
  const places = shares.flatMap((share, industry) =>
    Array.from({ length: Math.max(1, Math.round((1000 * share) / sum)) }, () => industry),
  );
  return places.slice(0, 1000);
})();

const CLASSES = ['A', 'A', 'A', 'A', 'A', 'A', 'B', 'B', 'C', 'D'] as const;

/** A task of the city: about one industry or a few, a part of its subjects by a tag, by credit class or not. */
export interface CityTask {
  readonly department: string;
  readonly code: string;
  readonly industries: readonly string[];
  readonly tags: readonly string[] | null;
  readonly byClass: boolean;
  readonly percent: string;
  readonly window: { readonly first: string; readonly last: string };
}

/** The first `count` of the city's tasks, departments in turn: the same tasks come first whatever the count. */
export function cityTasks(count: number): readonly CityTask[] {
  return Array.from({ length: count }, (_, number) => {
    const round = Math.floor(number / DEPARTMENTS.length);
    const first = (round * 7) % INDUSTRIES;
    return {
      department: DEPARTMENTS[number % DEPARTMENTS.length]?.department ?? '',
      code: `bench-${String(round).padStart(3, '0')}`,
      industries: round % 4 === 0 ? [`i${first}`, `i${(first + 1) % INDUSTRIES}`] : [`i${first}`],
      tags: round % 3 === 2 ? ['t0'] : null,
      byClass: round % 2 === 0,
      percent: String(5 + (number % 4) * 5),
      window: [
        { first: '2027-03-01', last: '2027-06-30' },
        { first: '2027-04-15', last: '2027-08-31' },
        { first: '2027-07-20', last: '2027-10-31' },
      ][number % 3] as CityTask['window'],
    };
  });
}

/** What a subject is, by its number: the same in every department. */
export interface CitySubject {
  readonly industry: string;
  readonly tags: readonly string[];
  readonly creditClass: string;
  readonly marks: readonly string[];
}

/** Scatters numbers so that a subject's traits say nothing of each other (Knuth's multiplicative hash, in 32 bits). */
function scattered(number: number, salt: number): number {
  return (Math.imul(number + 1, 2654435761) ^ Math.imul(number + salt, 40503 + 2 * salt)) >>> 0;
}

export function subjectAt(number: number): CitySubject {
  return {
    industry: `i${INDUSTRY_AT[scattered(number, 1) % INDUSTRY_AT.length] ?? 0}`,
    tags: scattered(number, 2) % 100 < 35 ? ['t0'] : [],
    creditClass: CLASSES[scattered(number, 3) % CLASSES.length] ?? 'A',
    marks: scattered(number, 4) % 100 < 5 ? ['COMPLAINTS'] : [],
  };
}

/** Whether a department has a subject in its pool. */
export function holds(percent: number, department: number, number: number): boolean {
  return scattered(number, 11 + department) % 100 < percent;
}

/** A subject's id. */
export function subjectId(number: number): string {
  return `bench:${String(number).padStart(9, '0')}`;
}
