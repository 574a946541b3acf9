import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupTasks } from './groupTasks.js';
import { inMatchOrder } from './MatchTask.js';
import { meetingOf } from './meetingOf.js';
import { SharedVisits } from './SharedVisits.js';
import { joinSketches } from './SubjectSample.js';
import { matchTask, type SmallTask, sampleOf, sketchesOf } from './sketches.fixture.js';
import { poolsOf } from './TaskPools.js';

const TERMS = { minOverlap: 10, mostDaysMoved: 0, within: { first: 1, last: 365 }, mostTasks: 12 };

const named = (kind: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${kind}${index}`, 'ALL']));
const task = (id: string, percent: string, pool: Record<string, string>, more: Partial<SmallTask> = {}): SmallTask => ({
  id,
  percent,
  pool,
  ...more,
});

const poolsFor = (tasks: readonly SmallTask[]) => poolsOf(sampleOf(tasks), inMatchOrder(tasks.map(matchTask)));
const grouped = (tasks: readonly SmallTask[], terms = TERMS) => {
  const pools = poolsFor(tasks);
  return groupTasks(pools, terms).map((members) => members.map((member) => pools.tasks[member]?.id));
};

const hotels = named('hotel', 200);
const schools = named('school', 150);
const HOTELS_AND_SCHOOLS = [
  task('fire:task:hotels', '10', hotels),
  task('police:task:hotels', '10', hotels),
  task('health:task:hotels', '5', hotels),
  task('fire:task:schools', '20', schools),
  task('education:task:schools', '50', schools),
];

describe('groupTasks', () => {
  it('puts together what is about the same subjects', () => {
    expect(grouped(HOTELS_AND_SCHOOLS)).toEqual([
      ['education:task:schools', 'fire:task:schools'],
      ['fire:task:hotels', 'health:task:hotels', 'police:task:hotels'],
    ]);
  });

  it('takes a task about both to where most of it is saved, and no other along', () => {
    const water = task('water:task:large', '10', {
      ...named('hotel', 60),
      ...named('school', 20),
      ...named('other', 60),
    });
    expect(grouped([...HOTELS_AND_SCHOOLS, water])).toEqual([
      ['education:task:schools', 'fire:task:schools'],
      ['fire:task:hotels', 'health:task:hotels', 'police:task:hotels', 'water:task:large'],
    ]);
  });

  it('leaves out what saves little, unless a published list names both', () => {
    const pool = { ...named('hotel', 40), ...named('other', 160) };
    const [one, other] = [task('fire:task:a', '10', hotels), task('water:task:a', '10', pool)];
    expect(grouped([one, other])).toEqual([]);
    expect(
      grouped([
        { ...one, listRows: [7] },
        { ...other, listRows: [7] },
      ]),
    ).toHaveLength(1);
    expect(
      grouped([
        { ...one, listRows: [7] },
        { ...other, listRows: [8] },
      ]),
    ).toEqual([]);
  });

  it('leaves apart windows that cannot meet, and what would be too many tasks', () => {
    const [fire, police, ...rest] = HOTELS_AND_SCHOOLS;
    const late = { ...(police as SmallTask), window: [150, 200] as const };
    expect(grouped([fire as SmallTask, late, ...rest])).toContainEqual(['fire:task:hotels', 'health:task:hotels']);
    expect(grouped(HOTELS_AND_SCHOOLS, { ...TERMS, mostTasks: 2 })).toHaveLength(2);
  });

  it('proposes nothing of one department', () => {
    expect(grouped([task('fire:task:a', '10', hotels), task('fire:task:b', '10', hotels)])).toEqual([]);
  });

  const tasks = fc
    .array(
      fc.record({
        owner: fc.constantFrom('a', 'b', 'c'),
        percent: fc.constantFrom('10', '40', '100'),
        pool: fc.dictionary(fc.constantFrom(...'stuvwxyz'), fc.constantFrom('A', 'B'), { minKeys: 1 }),
        first: fc.integer({ min: 1, max: 30 }),
      }),
      { minLength: 2, maxLength: 7 },
    )
    .map((drawn) =>
      drawn.map(({ owner, first, ...each }, index): SmallTask => {
        return { ...each, id: `${owner}:task:${index}`, window: [first, first + 20] };
      }),
    );

  it('gives groups that meet, of two departments, each task once; the same whoever answered first', () => {
    fc.assert(
      fc.property(tasks, (drawn) => {
        const pools = poolsFor(drawn);
        const groups = groupTasks(pools, { ...TERMS, mostDaysMoved: 5, mostTasks: 4 });
        const members = groups.flat();
        expect(new Set(members).size).toBe(members.length);
        for (const group of groups) {
          expect(new Set(group.map((member) => pools.tasks[member]?.department)).size).toBeGreaterThan(1);
          expect(group.length).toBeLessThanOrEqual(4);
          const windows = group.flatMap((member) => pools.tasks[member]?.window ?? []);
          expect(meetingOf(windows, { ...TERMS, mostDaysMoved: 5 })).not.toBeNull();
        }
        const turned = poolsOf(joinSketches(sketchesOf(drawn).toReversed()), pools.tasks);
        expect(groupTasks(turned, { ...TERMS, mostDaysMoved: 5, mostTasks: 4 })).toEqual(groups);
      }),
      { numRuns: 200 },
    );
  });

  it('knows, however groups were joined, what two have in common', () => {
    fc.assert(
      fc.property(tasks, fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 5 }), (drawn, joins) => {
        const pools = poolsFor(drawn);
        const shared = new SharedVisits(pools);
        const members = pools.tasks.map((_, number) => [number]);
        for (const [into, from] of joins) {
          if (into === from || !members[into]?.length || !members[from]?.length) continue;
          shared.join(into, from);
          members[into] = [...(members[into] ?? []), ...(members[from] ?? [])];
          members[from] = [];
        }
        const chanceOf = (group: number, numbers: readonly number[]): number => {
          let greatest = 0;
          for (let at = pools.starts[group] ?? 0; at < (pools.starts[group + 1] ?? 0); at += 1) {
            if (numbers.includes(pools.task[at] ?? -1)) greatest = Math.max(greatest, pools.chance[at] ?? 0);
          }
          return greatest;
        };
        const total = (of: (group: number) => number): number =>
          pools.subjects.reduce((sum, subjects, group) => sum + subjects * of(group), 0);
        for (const [one, numbers] of members.entries()) {
          expect(numbers.length === 0 ? 0 : shared.visitsOf(one)).toBeCloseTo(
            total((group) => chanceOf(group, numbers)),
          );
          for (const [other, others] of members.entries()) {
            if (other === one) continue;
            const common = total((group) => Math.min(chanceOf(group, numbers), chanceOf(group, others)));
            expect(shared.between(one, other)).toBeCloseTo(common);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
