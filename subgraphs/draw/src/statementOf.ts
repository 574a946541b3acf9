import { type ByDepartment, inOrder } from './commitments.js';
import type { Inspector } from './inspectors.js';
import type { Cell } from './Roster.js';
import { type Terms, termsHash } from './terms.js';
import { compareBytewise, sortedBytewise } from './text.js';

/** What is published at the freeze (§2). Hashes in hex. */
export interface Statement {
  readonly drawId: string;
  readonly terms: Terms;
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitments: ByDepartment;
  /** The deadline of the reveal, in the words of the caller. */
  readonly revealDeadline: string;
  /** Entries per leg, stratum and standing, bytewise. */
  readonly entries: readonly StandingCount[];
  /** Every department that has inspectors or a leg's commitment, bytewise. */
  readonly inspectors: readonly StaffCount[];
}

export interface StandingCount {
  readonly leg: string;
  readonly stratum: string;
  readonly standing: string;
  readonly entries: number;
}

export interface StaffCount {
  readonly department: string;
  readonly inspectors: number;
  /** Sum of their capacities. */
  readonly capacity: number;
  /** Number of their recusals. */
  readonly recusals: number;
}

/** What a statement tells of a cell. */
export type CountedCell = Pick<Cell, 'leg' | 'stratum' | 'standings'>;

/** The published statement of a freeze (§2): what the hashes cover, and counts that show what they hide. */
export function statementOf(freeze: {
  readonly drawId: string;
  readonly terms: Terms;
  readonly rosterRoot: string;
  readonly commitments: ByDepartment;
  readonly revealDeadline: string;
  /** The roster's cells. */
  readonly cells: readonly CountedCell[];
  readonly inspectors: readonly Inspector[];
}): Statement {
  const { drawId, terms, rosterRoot, commitments, revealDeadline } = freeze;
  return {
    drawId,
    terms,
    rosterRoot,
    termsHash: termsHash(terms),
    commitments: Object.fromEntries(inOrder(commitments)),
    revealDeadline,
    entries: freeze.cells.flatMap(standingCounts),
    inspectors: staffCounts(freeze.inspectors, commitments),
  };
}

function standingCounts({ leg, stratum, standings }: CountedCell): readonly StandingCount[] {
  const rows = [...standings].sort(([a], [b]) => compareBytewise(a, b));
  return rows.map(([standing, entries]) => ({ leg, stratum, standing, entries }));
}

function staffCounts(inspectors: readonly Inspector[], commitments: ByDepartment): readonly StaffCount[] {
  const departments = new Set([...Object.keys(commitments), ...inspectors.map(({ department }) => department)]);
  return sortedBytewise(departments).map((department) => {
    const staff = inspectors.filter((inspector) => inspector.department === department);
    return {
      department,
      inspectors: staff.length,
      capacity: staff.reduce((sum, { capacity }) => sum + capacity, 0),
      recusals: staff.reduce((sum, { recusals }) => sum + recusals.length, 0),
    };
  });
}
