import { type Terms, visitGroups } from '@onevisit/draw';
import type { InspectionKind } from '@onevisit/rules';

/** What counting knows of a leg. */
export interface CountedLeg {
  readonly id: string;
  readonly department: string;
  /** InspectionKind of the contract. */
  readonly kind: string;
  /** Level of the contract. */
  readonly level: string;
}

/** A leg of a draw, with the group of legs that one visit can cover (`visitGroups`). */
export interface GroupedLeg extends CountedLeg {
  readonly group: number;
}

/** One way to count the visits of a subject: whose, of which kinds, and how much a joint visit counts. */
export interface Counting {
  /** Whose legs count: those of a department, of departments of a level, or all. */
  readonly by: { readonly department: string } | { readonly level: string } | 'ALL';
  /** Kinds of legs that count. */
  readonly kinds: readonly string[];
  /** Kinds of visits outside draws that count. */
  readonly outsideKinds: readonly string[];
  /** Whether a joint visit counts once, or once for each department that counts. */
  readonly joint: 'ONCE' | 'PER_DEPARTMENT';
  /** Visits that are taken up, reserved ones too; or those of draws in force that are drawn. */
  readonly of: 'TAKEN' | 'DRAWN';
  /** How many calendar years count: 1 is the plan's own. Of earlier ones only visits that were begun. */
  readonly years: number;
}

/** Every kind of inspection that is drawn. */
export const DRAWN_KINDS: readonly InspectionKind[] = ['ROUTINE', 'CAMPAIGN', 'ORDERED_CAMPAIGN'];

/** Every kind of inspection. */
export const ALL_KINDS: readonly InspectionKind[] = [...DRAWN_KINDS, 'CASE'];

/** The legs of a draw with their groups. @param legs those of its plan; the terms' legs are among them */
export function groupedLegs(terms: Terms, legs: readonly CountedLeg[]): readonly GroupedLeg[] {
  const groups = visitGroups(terms);
  return legs.flatMap((leg) => {
    const group = groups.get(leg.id);
    return group === undefined ? [] : [{ ...leg, group }];
  });
}

/** Whether a leg counts. */
export function counts({ by, kinds }: Counting, { department, kind, level }: Omit<CountedLeg, 'id'>): boolean {
  if (!kinds.includes(kind)) return false;
  if (by === 'ALL') return true;
  return 'department' in by ? by.department === department : by.level === level;
}

/** How much a visit of these legs counts. */
export function countOfVisit(counting: Counting, legs: readonly CountedLeg[]): number {
  return sharesOf(counting, legs).length;
}

/**
 * The most that the visits can count which a draw may make of a subject that stands in the pools of these legs, whichever
 * of them select it. Visits that count are no more than the legs that do; and merging makes no more visits with legs of
 * groups up to one than there are such groups among all of the subject's legs (§4 of the draw protocol).
 */
export function mostOfDraw(counting: Counting, legs: readonly GroupedLeg[]): number {
  return sharesOf(counting, legs).reduce((sum, share) => {
    const last = Math.max(...share.map((leg) => leg.group));
    const groups = new Set(legs.map((leg) => leg.group).filter((group) => group <= last));
    return sum + Math.min(share.length, groups.size);
  }, 0);
}

/** The legs that count, apart for each of what counts by itself in one visit: all together, or each department's. */
function sharesOf<Leg extends CountedLeg>(counting: Counting, legs: readonly Leg[]): readonly (readonly Leg[])[] {
  const shares = new Map<string, Leg[]>();
  for (const leg of legs) {
    if (!counts(counting, leg)) continue;
    const share = counting.joint === 'ONCE' ? '' : leg.department;
    shares.set(share, [...(shares.get(share) ?? []), leg]);
  }
  return [...shares.values()];
}
