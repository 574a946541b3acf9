import { describe, expect, it } from 'vitest';
import { type DepartmentPlanStatus, hasMoved, nextStatus, PLAN_MOVES, type PlanMove } from './planMoves.js';

const STATUSES: readonly DepartmentPlanStatus[] = [
  'DRAFT',
  'IN_REVIEW',
  'RETURNED',
  'APPROVED',
  'SUBMITTED',
  'WITHDRAWN',
];
const MOVES = Object.keys(PLAN_MOVES) as PlanMove[];
const pairs = STATUSES.flatMap((status) => MOVES.map((move) => [status, move] as const));

/** The way, written down a second time: state, move, state. */
const WAY = new Set([
  'DRAFT SAVE DRAFT',
  'DRAFT SEND IN_REVIEW',
  'DRAFT WITHDRAW WITHDRAWN',
  'IN_REVIEW APPROVE APPROVED',
  'IN_REVIEW RETURN RETURNED',
  'IN_REVIEW WITHDRAW WITHDRAWN',
  'RETURNED SAVE DRAFT',
  'RETURNED SEND IN_REVIEW',
  'RETURNED WITHDRAW WITHDRAWN',
  'APPROVED RETURN RETURNED',
  'APPROVED SUBMIT SUBMITTED',
  'APPROVED WITHDRAW WITHDRAWN',
]);

describe('a plan', () => {
  it.each(pairs)('that is %s: %s', (status, move) => {
    const permitted = [...WAY].find((step) => step.startsWith(`${status} ${move} `));
    const moved = () => nextStatus({ id: 'water:plan:1', status }, move);
    if (permitted !== undefined) expect(moved()).toBe(permitted.split(' ')[2]);
    else {
      expect(moved).toThrow(expect.objectContaining({ code: 'OV_DEPT_PLAN_STATUS' }));
      // It says what the plan would have to be, and who does what next.
      expect(moved).toThrow(new RegExp(`${PLAN_MOVES[move].from.join(', ')}.*(Plan\\)|supplement|another code)`));
    }
  });

  it('that has come where a move leads stays there, and a save is never a repetition', () => {
    const repeated = pairs.filter(([status, move]) => hasMoved(status, move)).map((pair) => pair.join(' '));
    expect(repeated).toEqual([
      'IN_REVIEW SEND',
      'RETURNED RETURN',
      'APPROVED APPROVE',
      'SUBMITTED SUBMIT',
      'WITHDRAWN WITHDRAW',
    ]);
  });
});
