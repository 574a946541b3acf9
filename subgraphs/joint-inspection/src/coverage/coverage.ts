import type { Database } from '../database.js';

/** What joint draws of a year have reached of one department, counted in the joint subgraph. */
export interface CoverageCounts {
  /** Distinct items of the department that drawn joint plans cover. */
  readonly items: number;
  /** Distinct subjects that the department's legs drew. */
  readonly subjects: number;
  /** Distinct inspectors of the department who hold a seat. */
  readonly inspectors: number;
  /** Visits with a leg of the department. */
  readonly visits: number;
  /** Of these, visits that other departments share. */
  readonly jointVisits: number;
}

/** A share of a denominator. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  /** Exact text with two decimals; null over zero. */
  readonly percent: string | null;
}

/** A department in which nothing was drawn. */
export const NOTHING_COVERED: CoverageCounts = { items: 0, subjects: 0, inspectors: 0, visits: 0, jointVisits: 0 };

/** Counts of the given departments in a year; draws that are void count for nothing. */
export async function coverageCounts(
  database: Database,
  year: number,
  departments: readonly string[],
): Promise<ReadonlyMap<string, CoverageCounts>> {
  const rows = await database.$queryRaw<(CoverageCounts & { department: string })[]>`
    WITH drawn AS (
      SELECT draw.id, draw.plan_id FROM draw JOIN joint_plan ON joint_plan.id = draw.plan_id
      WHERE joint_plan.year = ${year} AND draw.phase = 'DRAWN'
    ), visited AS (
      SELECT visit.subject_id, visit.departments, visit.id FROM visit JOIN drawn ON drawn.id = visit.draw_id
    )
    SELECT wanted.department,
      (SELECT count(DISTINCT planned_item.item_id)::int FROM drawn
         JOIN leg ON leg.plan_id = drawn.plan_id AND leg.department = wanted.department
         JOIN planned_item ON planned_item.plan_id = leg.plan_id AND planned_item.leg_id = leg.id) AS items,
      (SELECT count(DISTINCT subject_id)::int FROM visited WHERE wanted.department = ANY(departments)) AS subjects,
      (SELECT count(DISTINCT inspector_id)::int FROM visited
         JOIN crew_seat ON crew_seat.visit_id = visited.id AND crew_seat.department = wanted.department) AS inspectors,
      (SELECT count(*)::int FROM visited WHERE wanted.department = ANY(departments)) AS visits,
      (SELECT count(*)::int FROM visited
         WHERE wanted.department = ANY(departments) AND cardinality(departments) > 1) AS "jointVisits"
    FROM unnest(${[...departments]}::text[]) AS wanted(department)`;
  return new Map(rows.map(({ department, ...counts }) => [department, counts]));
}

/** A share with its percentage, rounded half up in whole numbers. */
export function shareOf(numerator: number, denominator: number): Share {
  if (denominator === 0) return { numerator, denominator, percent: null };
  const hundredths = (BigInt(numerator) * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator));
  const digits = hundredths.toString().padStart(3, '0');
  return { numerator, denominator, percent: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
}
