import type { MoverName } from './movers.js';
import { NEEDS, type NeedCode } from './needs.js';
import type { PlanFacts } from './PlanFacts.js';
import type { PlanPhase } from './phases.js';
import { TRANSITIONS, type Transition } from './transitions.js';

/** Whether a plan may move, and if not, why. */
export type Judgement =
  | { readonly kind: 'ALLOWED'; readonly transition: Transition }
  /** No move leads there from here; `way` does, in this order. Empty: nothing ever will. */
  | { readonly kind: 'NO_MOVE'; readonly way: readonly Transition[] }
  /** Somebody else makes this move. */
  | { readonly kind: 'NOT_YOURS'; readonly moves: readonly Transition[]; readonly missing: readonly NeedCode[] }
  /** Something is missing. */
  | { readonly kind: 'MISSING'; readonly transition: Transition; readonly missing: readonly NeedCode[] };

/**
 * Judges a move by the machine alone.
 * @param by who moves the plan; null for somebody who moves none
 * @param facts what is known of the plan; `facts.to` is where it is to move
 */
export function judgeMove(from: PlanPhase, by: MoverName | null, facts: PlanFacts): Judgement {
  const moves = movesBetween(from, facts.to);
  const [first] = moves;
  if (first === undefined) return { kind: 'NO_MOVE', way: wayTo(from, facts.to) };
  const transition = moves.find((move) => move.by === by);
  if (transition === undefined) return { kind: 'NOT_YOURS', moves, missing: missingOf(first, facts) };
  const missing = missingOf(transition, facts);
  return missing.length === 0 ? { kind: 'ALLOWED', transition } : { kind: 'MISSING', transition, missing };
}

/** The moves from one phase to another, whoever makes them. */
export function movesBetween(from: PlanPhase, to: PlanPhase): readonly Transition[] {
  return TRANSITIONS.filter((move) => move.from === from && move.to === to);
}

/** What a move asks for and is not there. */
export function missingOf({ needs }: Transition, facts: PlanFacts): readonly NeedCode[] {
  return needs.filter((need) => !NEEDS[need].isMet(facts));
}

/**
 * The shortest way from one phase to another; of two as short, the one that stands first in the machine.
 * @param by whose moves count; anybody's unless told otherwise
 * @returns the moves in their order; empty where there is no way, or where it is there already
 */
export function wayTo(from: PlanPhase, to: PlanPhase, by?: MoverName): readonly Transition[] {
  const ways = new Map<PlanPhase, readonly Transition[]>([[from, []]]);
  for (const [phase, way] of ways) {
    if (phase === to) return way;
    for (const move of TRANSITIONS) {
      if (move.from !== phase || ways.has(move.to) || (by !== undefined && move.by !== by)) continue;
      ways.set(move.to, [...way, move]);
    }
  }
  return [];
}
