import type { CellFigures } from './indicators/CellFigures.js';
import type { DepartmentCounts } from './targets.js';

/** A share of a denominator. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  /** Exact text with two decimals; null over zero. */
  readonly percent: string | null;
}

/** How much of a department's lists joint draws of a year have reached: GraphQL's DepartmentCoverage. */
export interface DepartmentCoverage {
  /** Distinct items of the department that drawn joint plans cover. */
  readonly items: Share | null;
  /** Distinct subjects that the department's legs drew. */
  readonly subjects: Share | null;
  /** Distinct inspectors of the department who hold a seat. */
  readonly inspectors: Share | null;
  /** Visits with a leg of the department that other departments share, of all with one. */
  readonly jointVisits: Share;
}

/** A department's coverage; null what it did not count. Draws that are void count for nothing. */
export function coverageOf(figures: CellFigures, department: DepartmentCounts): DepartmentCoverage {
  const { itemCount, poolCount, inspectorCount } = department;
  return {
    items: itemCount == null ? null : shareOf(figures.count('ITEMS_PLANNED'), itemCount),
    subjects: poolCount == null ? null : shareOf(figures.count('SUBJECTS_DRAWN'), poolCount),
    inspectors: inspectorCount == null ? null : shareOf(figures.count('INSPECTORS_SEATED'), inspectorCount),
    jointVisits: shareOf(figures.count('JOINT_VISITS_DRAWN'), figures.count('VISITS_DRAWN')),
  };
}

/** A share with its percentage, rounded half up in whole numbers. */
export function shareOf(numerator: number, denominator: number): Share {
  if (denominator === 0) return { numerator, denominator, percent: null };
  const hundredths = (BigInt(numerator) * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator));
  const digits = hundredths.toString().padStart(3, '0');
  return { numerator, denominator, percent: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
}
