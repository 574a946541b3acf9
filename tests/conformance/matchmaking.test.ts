import { createHash } from 'node:crypto';
import { mergeVisits, Ranks, Roster, SubjectKeys, select } from '@onevisit/draw';
import { demoCity, demoJointDraw, demoTasks } from '@onevisit/gateway';
import {
  type Days,
  daysOf,
  inMatchOrder,
  joinSketches,
  type MatchTask,
  type Proposal,
  poolsOf,
  proposePlans,
  type SamplePart,
} from '@onevisit/joint-inspection/matchmaking';
import { jointListRows, rowsFor } from '@onevisit/rules';
import { readRegister } from '@onevisit/schema';
import { describe, expect, it } from 'vitest';

const SUBJECTS = 8_000;
const DRAWS = 20;
const TODAY = '2026-03-02';
const YEAR = 2026;

const departments = readRegister().map(({ code }) => code);
const tasks = demoTasks(TODAY, departments);
const draw = demoJointDraw(demoCity({ subjects: SUBJECTS, seed: 'xinyang', year: YEAR }), tasks);

describe('matchmaking on the demo city', async () => {
  const pools = poolsOf(joinSketches(sketches()), inMatchOrder(await matchTasks()));
  const proposals = proposePlans(pools, YEAR, {
    minOverlap: draw.terms.minOverlap,
    mostDaysMoved: 31,
    within: daysOf({ first: TODAY, last: '2026-12-31' }) as Days,
    mostTasks: 12,
  });

  it.each([
    ['schools', '学校办学情况抽查', /:demo-(schools|canteens)$/, 5],
    ['hotels', '宾馆、旅店监督抽查', /:demo-hotels$/, 4],
  ])('has the plan for %s among its top proposals, with the row of a joint list', (_kind, field, tasksOf, legs) => {
    const found = proposals.slice(0, 2).find(({ taskIds }) => taskIds.filter((id) => tasksOf.test(id)).length === legs);
    expect(found?.listRows.map((number) => jointListRows()[number - 1]?.field)).toContain(field);
  });

  it('expects of every proposal what draws then save, to five per cent', () => {
    expect(proposals.length).toBeGreaterThanOrEqual(4);
    for (const proposal of proposals) {
      const saved = meanSaved(proposal);
      expect(proposal.savedVisits.plusMinus).toBe(0);
      expect(Math.abs(proposal.savedVisits.value - saved) / saved).toBeLessThan(0.05);
    }
  });
});

async function matchTasks(): Promise<MatchTask[]> {
  const all: MatchTask[] = [];
  for (const leg of draw.terms.legs) {
    const { items } = (await import(`@onevisit/${leg.department}`)) as {
      items: { code: string; subjectKind: string }[];
    };
    const subjectKinds = leg.items.map((id) => items.find(({ code }) => id.endsWith(`:${code}`))?.subjectKind ?? '');
    all.push({
      id: leg.id,
      department: leg.department,
      title: leg.id,
      window: daysOf({ first: leg.window[0], last: leg.window[1] }) as Days,
      quota: leg.quota,
      crewSize: leg.crew.size,
      subjectKinds,
      listRows: rowsFor(leg.department, subjectKinds).map(({ number }) => number),
    });
  }
  return all;
}

/** What departments would answer when asked for the sketches of their tasks. */
function sketches(): SamplePart[] {
  return departments.map((department) => {
    const taskIds = draw.terms.legs.filter((leg) => leg.department === department).map(({ id }) => id);
    const fields = new Map<string, string[]>();
    for (const { leg, subject, stratum, standing } of draw.roster) {
      const place = taskIds.indexOf(leg);
      if (place < 0) continue;
      fields.set(subject, [...(fields.get(subject) ?? []), `${place}\u001f${stratum}\u001f${standing}`]);
    }
    const lines = [...fields].map(([subject, each]) => {
      return [createHash('sha256').update(subject).digest('hex').slice(0, 16), ...each].join('\t');
    });
    return { sketch: { taskIds, lines: lines.sort(), upTo: null }, stratumOf: (stratum) => stratum };
  });
}

/** Visits that joint draws of a proposal's tasks save, on average over some seeds. */
function meanSaved({ taskIds }: Proposal): number {
  const legs = draw.terms.legs.filter(({ id }) => taskIds.includes(id));
  const terms = { ...draw.terms, legs };
  const roster = new Roster(terms);
  for (const entry of draw.roster) if (taskIds.includes(entry.leg)) roster.add(entry);
  const keys = new SubjectKeys('5a'.repeat(32), roster.subjects);
  let saved = 0;
  for (let number = 0; number < DRAWS; number += 1) {
    const ranks = new Ranks(String(number).padStart(64, '0'), roster.subjects, keys);
    const { quotas, selected } = select(terms, roster.cells(), ranks);
    const selections = quotas.reduce((sum, row) => sum + row.selected, 0);
    saved += selections - mergeVisits(terms, selected, roster, ranks).length;
  }
  return saved / DRAWS;
}
