import { parseTerms } from '@onevisit/draw';
import type { Database, Prisma } from '../database.js';
import { storedPages } from '../draw/storedPages.js';
import { type CountedLeg, type Counting, countOfVisit, counts, groupedLegs, mostOfDraw } from './Counting.js';
import { eachEligible } from './eligibleLines.js';
import { LegSets } from './LegSets.js';
import { VisitTally } from './VisitTally.js';

/** Visits read at once. */
const BATCH = 20_000;

/** What counting reads of a leg. */
export const LEG = { id: true, department: true, kind: true, level: true } as const;

/** Legs in a key are joined by this. */
const SEPARATOR = '\u001f';

/**
 * Draws that take visits of their subjects: those whose pools are frozen, and void ones that had been drawn, as visits
 * may have been made before.
 */
export const COUNTED: Prisma.DrawWhereInput = {
  OR: [{ phase: { in: ['FROZEN', 'DRAWING', 'DRAWN'] } }, { phase: 'VOID', drawnAt: { not: null } }],
};

/** For whom visits are counted. */
export interface CountsFor {
  /** The draw that is about to be frozen: it counts for nothing itself. */
  readonly drawId: string;
  /** The plan's year. */
  readonly year: number;
}

/** Visits as counted. */
export interface VisitCounts {
  readonly tally: VisitTally;
  /**
   * What was counted, so that pages which were streamed with less are recognised: draws of the year by their ids, those that count
   * from when they are drawn as such, and how many visits outside draws there were.
   */
  readonly basis: readonly string[];
}

type CountedDraw = Awaited<ReturnType<typeof countedDraws>>[number];

/**
 * How many visits subjects have in the year, by each counting: the visits of drawn draws, of void ones those that were
 * begun, of those that are not drawn yet the most that a subject could get, and visits outside draws.
 * @throws OV_JOINT_PAGES_DAMAGED for another draw's pages; the signal's reason
 */
export async function countVisits(
  database: Database,
  { drawId, year }: CountsFor,
  countings: readonly Counting[],
  signal?: AbortSignal,
): Promise<VisitCounts> {
  const years = Math.max(1, ...countings.map((counting) => counting.years));
  const tally = new VisitTally(countings.length);
  const basis: string[] = [];
  for (const draw of await countedDraws(database, drawId, { gt: year - years, lte: year })) {
    signal?.throwIfAborted();
    const ago = year - draw.plan.year;
    const counting = countings.map((one) => (holdsFor(one, draw.phase, ago) ? one : null));
    if (counting.every((one) => one === null)) continue;
    if (ago === 0) basis.push(...new Set(counting.flatMap((one) => basisOf(one, draw.id))));
    if (draw.phase === 'FROZEN' || draw.phase === 'DRAWING') await reserve(database, draw, counting, tally, signal);
    else await countMade(database, draw, ago > 0 || draw.phase === 'VOID', counting, tally);
  }
  const outside = await countOutside(database, year, years, countings, tally);
  return { tally, basis: [...basis, ...(outside > 0 ? [`outside/${outside}`] : [])] };
}

async function countedDraws(database: Database, drawId: string, year: Prisma.IntFilter) {
  return await database.draw.findMany({
    where: { AND: [{ id: { not: drawId }, plan: { year } }, COUNTED] },
    select: { id: true, phase: true, terms: true, plan: { select: { year: true, legs: { select: LEG } } } },
    orderBy: { id: 'asc' },
  });
}

function holdsFor(counting: Counting, phase: string, ago: number): boolean {
  if (ago >= counting.years) return false;
  return phase === 'DRAWN' || (counting.of === 'TAKEN' && ago === 0);
}

function basisOf(counting: Counting | null, drawId: string): readonly string[] {
  if (counting === null) return [];
  return [counting.of === 'TAKEN' ? drawId : `drawn/${drawId}`];
}

/** How much something counts by each counting; nothing by those that do not hold. */
type ByCounting = readonly (Counting | null)[];

async function countMade(
  database: Database,
  { id: drawId, plan }: CountedDraw,
  begunOnly: boolean,
  countings: ByCounting,
  tally: VisitTally,
): Promise<void> {
  const legs = new Map(plan.legs.map((leg) => [leg.id, leg]));
  const known = new Map<string, readonly number[]>();
  const countedOf = (legIds: readonly string[]): readonly number[] => {
    const key = legIds.join(SEPARATOR);
    const counted = known.get(key) ?? byCounting(countings, (counting) => countOfVisit(counting, found(legs, legIds)));
    known.set(key, counted);
    return counted;
  };
  for (let after = ''; ; ) {
    const rows = await database.visit.findMany({
      where: { drawId, key: { gt: after }, ...(begunOnly && { status: { not: 'PLANNED' } }) },
      orderBy: { key: 'asc' },
      take: BATCH,
      select: { key: true, subjectId: true, legIds: true },
    });
    for (const { subjectId, legIds } of rows) {
      const subject = Buffer.from(subjectId);
      tally.add(subject, 0, subject.length, countedOf(legIds));
    }
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.key ?? '';
  }
}

function found(legs: ReadonlyMap<string, CountedLeg>, ids: readonly string[]): readonly CountedLeg[] {
  return ids.flatMap((id) => legs.get(id) ?? []);
}

/** Reserves for each subject the most that it could get in a draw whose pools are frozen. */
async function reserve(
  database: Database,
  draw: CountedDraw,
  countings: ByCounting,
  tally: VisitTally,
  signal: AbortSignal | undefined,
): Promise<void> {
  const legs = groupedLegs(parseTerms(draw.terms), draw.plan.legs);
  const sets = new LegSets();
  for (const leg of legs) {
    sets.nextLeg();
    for await (const { bytes } of storedPages(database, draw.id, leg.id)) {
      signal?.throwIfAborted();
      eachEligible(bytes, (start, subjectEnd) => sets.add(bytes, start, subjectEnd));
    }
  }
  const known = new Map<readonly number[], readonly number[]>();
  for (const { subject, legs: numbers } of sets) {
    const own = (): readonly number[] => {
      const stands = numbers.flatMap((number) => legs[number] ?? []);
      return byCounting(countings, (counting) => mostOfDraw(counting, stands));
    };
    const counted = known.get(numbers) ?? own();
    known.set(numbers, counted);
    tally.add(subject, 0, subject.length, counted);
  }
}

/** Counts visits outside draws. @returns how many there are, whether they count or not */
async function countOutside(
  database: Database,
  year: number,
  years: number,
  countings: readonly Counting[],
  tally: VisitTally,
): Promise<number> {
  let all = 0;
  for (let after = 0; ; ) {
    const rows = await database.outsideVisit.findMany({
      where: { seq: { gt: after }, inspectedOn: { gte: `${year - years + 1}-01-01`, lte: `${year}-12-31` } },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
    for (const { subjectId, inspectedOn, ...visit } of rows) {
      const ago = year - Number(inspectedOn.slice(0, 4));
      const subject = Buffer.from(subjectId);
      const counted = countings.map((counting) => {
        const holds = ago < counting.years && counts({ ...counting, kinds: counting.outsideKinds }, visit);
        return holds ? 1 : 0;
      });
      tally.add(subject, 0, subject.length, counted);
    }
    all += rows.length;
    if (rows.length < BATCH) return all;
    after = rows.at(-1)?.seq ?? 0;
  }
}

function byCounting(countings: ByCounting, count: (counting: Counting) => number): readonly number[] {
  return countings.map((counting) => (counting === null ? 0 : count(counting)));
}
