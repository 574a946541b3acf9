import { Rules } from '@onevisit/rules';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packOf, shippedRules } from '../rules/adoptedRules.fixture.js';
import { factsOf, ownPart } from './departmentPlans.fixture.js';
import { countsAdded, NOTHING_EXECUTED, taskExecution } from './taskExecution.js';
import { NO_VISITS } from './visitCounts.js';

const none = new Rules(packOf({}));
const changzhou = new Rules(packOf(shippedRules('changzhou-water-2018', ['roll-over'])));
const TASK = 'water:task:T1';
const rolledOver = (count: number) => ({
  taskId: TASK,
  department: 'water',
  continuedById: 'water:task:T2',
  count,
  cite: [],
  reason: 'r',
  by: 'b',
  at: new Date(0),
});

describe('taskExecution', () => {
  it('adds what joint draws and the department itself came to', () => {
    const task = factsOf(TASK, { ownExecution: [ownPart(4, 2, { withProblems: 1 }), ownPart(0, 1, { late: 1 })] });
    const visits = {
      ...NO_VISITS,
      drawn: 5,
      visited: 4,
      completed: 3,
      withProblems: 2,
      late: 1,
      rolledOver: 1,
      open: 2,
    };
    const { counts, joint, own } = taskExecution(task, visits, rolledOver(1), none);
    expect(joint).toEqual({ drawn: 5, visited: 4, completed: 3, withProblems: 2, late: 1 });
    expect(own).toEqual({ drawn: 4, visited: 3, completed: 3, withProblems: 1, late: 1 });
    expect(counts).toMatchObject({ planned: 10, drawn: 9, visited: 7, completed: 6, withProblems: 3, late: 2 });
    // Ten were planned, six are done, one was passed on.
    expect(counts).toMatchObject({ left: 3, open: 2, rolledOver: 2 });
  });

  it('counts what was drawn where that is more than was planned, or nobody tells', () => {
    const visits = { ...NO_VISITS, drawn: 12, completed: 4 };
    expect(taskExecution(factsOf(TASK), visits, null, none).counts.left).toBe(8);
    const untold = factsOf(TASK, { plannedCount: null, ownExecution: null });
    expect(taskExecution(untold, visits, null, none).counts).toMatchObject({ planned: null, left: 8 });
  });

  it('has nothing left of a task that was withdrawn', () => {
    expect(taskExecution(factsOf(TASK, { status: 'WITHDRAWN' }), NO_VISITS, null, none).counts.left).toBe(0);
  });

  it('rolls over by rule what is of a monthly plan', () => {
    const monthly = factsOf(TASK, { period: 'MONTHLY' });
    expect(taskExecution(monthly, NO_VISITS, null, changzhou).rollsOverBy).toHaveLength(1);
    expect(taskExecution(monthly, NO_VISITS, null, none).rollsOverBy).toEqual([]);
    expect(taskExecution(factsOf(TASK), NO_VISITS, null, changzhou).rollsOverBy).toEqual([]);
  });

  const small = fc.nat(50);
  it('never leaves less than nothing, nor more than was planned or drawn', () => {
    fc.assert(
      fc.property(fc.option(small), small, small, small, small, (plannedCount, drawn, completed, own, taken) => {
        const task = factsOf(TASK, { plannedCount, ownExecution: [ownPart(own, Math.min(own, completed))] });
        const visits = { ...NO_VISITS, drawn, completed: Math.min(drawn, completed), open: drawn };
        const { counts } = taskExecution(task, visits, rolledOver(taken), none);
        expect(counts.left).toBeGreaterThanOrEqual(0);
        expect(counts.left).toBeLessThanOrEqual(Math.max(plannedCount ?? 0, drawn + own));
        expect(counts.open).toBeLessThanOrEqual(counts.left);
        expect(counts.completed).toBeLessThanOrEqual(counts.drawn);
      }),
    );
  });
});

it('adds counts, and what is planned where it is told', () => {
  const told = { ...NOTHING_EXECUTED, planned: 3, drawn: 1 };
  expect(countsAdded([])).toEqual(NOTHING_EXECUTED);
  expect(countsAdded([NOTHING_EXECUTED, told, told])).toEqual({ ...NOTHING_EXECUTED, planned: 6, drawn: 2 });
});
