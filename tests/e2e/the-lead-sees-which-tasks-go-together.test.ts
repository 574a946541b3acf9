import { describe, expect, inject, it } from 'vitest';
import { ask, dataOf, lead, officer } from './ask.js';
import { drawPlan, takeToPublication } from './smallPlan.js';

const city = inject('city');
const year = Number(city.summary.legs[0]?.window.first.slice(0, 4));
const demoTasks = city.summary.legs.map(({ id }) => id);

interface Expected {
  readonly id: string;
  readonly title: string;
  readonly taskIds: readonly string[];
  readonly separateVisits: { readonly value: number; readonly plusMinus: number };
  readonly jointVisits: { readonly value: number };
  readonly savedVisits: { readonly value: number };
  readonly listRows: readonly { readonly field: string }[];
}

const NUMBERS = `id title taskIds separateVisits { value plusMinus } jointVisits { value } savedVisits { value }
  listRows { field }`;
const MATCH = `query Match($year: Int!, $filter: MatchmakingFilter!) {
  matchmaking(year: $year, filter: $filter) { unanswered sampledPercent proposals(first: 5) { nodes { ${NUMBERS} } } } }`;
const BY_HAND = `query ByHand($year: Int!, $taskIds: [ID!]!) {
  jointProposal(year: $year, taskIds: $taskIds) { ${NUMBERS} } }`;

interface Matched {
  readonly matchmaking: {
    readonly unanswered: readonly string[];
    readonly sampledPercent: string;
    readonly proposals: { readonly nodes: readonly Expected[] };
  };
}

const schools = /:demo-(schools|canteens)$/;
const hotels = /:demo-hotels$/;

describe('the lead sees which tasks go together', () => {
  it('with hotels and schools on top, as `onevisit demo` prints, and what to expect of them', async () => {
    // Other tests file tasks of their own in this city.
    const withoutTasks = await tasksOfOthers();
    const { matchmaking } = dataOf(await ask<Matched>(city, lead, MATCH, { year, filter: { withoutTasks } }));
    expect(matchmaking).toMatchObject({ unanswered: [], sampledPercent: '100' });
    const top = matchmaking.proposals.nodes.slice(0, 3);
    for (const [tasks, legs, field] of [
      [schools, 5, '学校办学情况抽查'],
      [hotels, 4, '宾馆、旅店监督抽查'],
    ] as const) {
      const found = top.find(({ taskIds }) => taskIds.filter((id) => tasks.test(id)).length === legs);
      expect(found?.listRows.map((row) => row.field)).toContain(field);
    }
    expect(city.summary.proposals.map(({ id }) => id)).toEqual(top.map(({ id }) => id));
  });

  it('and the draw of the demo makes about as many visits as expected of its tasks', async () => {
    const { jointProposal } = dataOf(
      await ask<{ jointProposal: Expected }>(city, lead, BY_HAND, { year, taskIds: demoTasks }),
    );
    expect(jointProposal.separateVisits.value).toBeCloseTo(city.summary.selections, 6);
    expect(jointProposal.jointVisits.value).toBeCloseTo(city.summary.fewestExpected, 6);
    // One draw from pools of some tens: its visits have a standard deviation of some four per cent.
    expect(Math.abs(jointProposal.savedVisits.value - city.summary.saved) / city.summary.saved).toBeLessThan(0.12);
  });

  it('and convenes a plan from a proposal, whose draw saves about what was expected', async () => {
    const [proposal] = city.summary.proposals;
    const { conveneJointPlan } = dataOf(
      await ask<{ conveneJointPlan: { id: string } }>(
        city,
        lead,
        'mutation Convene($input: ConveneJointPlanInput!) { conveneJointPlan(input: $input) { id } }',
        {
          input: {
            title: proposal?.title,
            year,
            initiator: 'market-regulation',
            taskIds: proposal?.taskIds,
            minOverlap: 10,
          },
        },
      ),
    );
    await takeToPublication(city, conveneJointPlan.id);
    const id = await drawPlan(city, conveneJointPlan.id);
    const { draw } = dataOf(
      await ask<{ draw: { savedCount: number; selectionCount: number } }>(
        city,
        lead,
        'query Saved($id: ID!) { draw(id: $id) { savedCount selectionCount } }',
        { id },
      ),
    );
    // Other plans of the city may have taken the last permitted visit of some: the share that is saved stays what it was.
    const { separateVisits = 0, savedVisits = 0 } = proposal ?? {};
    expect(draw.selectionCount).toBeLessThanOrEqual(Math.round(separateVisits));
    const share = draw.savedCount / draw.selectionCount;
    expect(Math.abs(share / (savedVisits / separateVisits) - 1)).toBeLessThan(0.25);
  });

  it('an officer those of the own department', async () => {
    const filter = { withTasks: demoTasks };
    const { matchmaking } = dataOf(await ask<Matched>(city, officer('education'), MATCH, { year, filter }));
    const { nodes } = matchmaking.proposals;
    expect(nodes.length).toBeGreaterThan(0);
    for (const { taskIds } of nodes) expect(taskIds.some((task) => task.startsWith('education:'))).toBe(true);
  });
});

/** Submitted tasks of the year that are not the demo's. */
async function tasksOfOthers(): Promise<readonly string[]> {
  const { departments } = dataOf(
    await ask<{ departments: readonly { readonly tasks: { readonly nodes: readonly { readonly id: string }[] } }[] }>(
      city,
      lead,
      `query Tasks($filter: PlanTaskFilter!) { departments { tasks(first: 500, filter: $filter) { nodes { id } } } }`,
      { filter: { year, status: 'SUBMITTED' } },
    ),
  );
  return departments.flatMap(({ tasks }) => tasks.nodes.map(({ id }) => id)).filter((id) => !demoTasks.includes(id));
}
