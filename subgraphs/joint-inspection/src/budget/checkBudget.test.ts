import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { budgetLock, isCovered } from './budgetLock.js';
import { CountedDraws, SPRING } from './CountedDraws.fixture.js';
import { checkBudget } from './checkBudget.js';

let draws: CountedDraws;
beforeAll(async () => {
  draws = await CountedDraws.open();
});
afterAll(() => draws.close());
beforeEach(() => draws.clear());

const LEGS = { a: { window: SPRING } };

describe('checkBudget', () => {
  const capped = async (phase: string, budgetBasis: string[] = [], cap: object = { visitCap: 1 }) => {
    const draw = await draws.draw(phase, LEGS, cap);
    return await draws.database.draw.update({ where: { id: draw.id }, data: { budgetBasis } });
  };
  const check = (draw: Awaited<ReturnType<typeof capped>>) =>
    draws.database.$transaction((tx) => checkBudget(tx, draw));

  it('refuses a freeze that does not know of another plan with a cap, of its own or by rules', async () => {
    const other = await capped('FROZEN');
    await draws.draw('FROZEN', LEGS);
    await draws.draw('FROZEN', LEGS, { year: 2025, visitCap: 1 });
    await expect(check(await capped('FREEZING', [other.id, 'gone']))).resolves.toBeUndefined();
    await expect(check(await capped('FREEZING'))).rejects.toMatchObject({ code: 'OV_JOINT_BUDGET_OVERTAKEN' });
    await capped('FROZEN', [], { capRules: true });
    const refused = check(await capped('FREEZING', [other.id], { capRules: true }));
    await expect(refused).rejects.toMatchObject({ code: 'OV_JOINT_BUDGET_OVERTAKEN' });
  });

  it('lets one pass of those that would be frozen in the same instant, whichever caps they have', async () => {
    const all = [await capped('FREEZING'), await capped('FREEZING', [], { capRules: true }), await capped('FREEZING')];
    const freezes = all.map((draw) =>
      draws.database.$transaction(async (tx) => {
        await checkBudget(tx, draw);
        await tx.draw.update({ where: { id: draw.id }, data: { phase: 'FROZEN' } });
      }),
    );
    const outcomes = await Promise.allSettled(freezes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await draws.database.draw.count({ where: { phase: 'FROZEN' } })).toBe(1);
  });
});

describe('the rules of freezing', () => {
  it('let plans with a cap and of one year wait for each other, and no others', () => {
    const own = { year: 2026, visitCap: 1, capRules: false };
    expect(budgetLock(own)).toBe(budgetLock({ ...own, visitCap: 5 }));
    expect(budgetLock(own)).toBe(budgetLock({ year: 2026, visitCap: null, capRules: true }));
    expect(budgetLock(own)).not.toBe(budgetLock({ ...own, year: 2027 }));
    expect(budgetLock({ ...own, visitCap: null })).toBeNull();
  });

  it('discard pages once something counts that did not when they were streamed', () => {
    expect(isCovered(['a'], ['a', 'b'])).toBe(true);
    expect(isCovered(['a', 'c'], ['a', 'b'])).toBe(false);
  });
});
