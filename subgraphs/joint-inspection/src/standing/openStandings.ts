import { type ByteTable, type Leg, parseTerms } from '@onevisit/draw';
import type { Mark } from '@onevisit/rules';
import { type Counting, groupedLegs } from '../budget/Counting.js';
import { countVisits, LEG, type VisitCounts } from '../budget/countVisits.js';
import { exceptedSubjects } from '../budget/exceptedSubjects.js';
import { capsOfPlan, type LegCap } from '../budget/LegCap.js';
import type { Database } from '../database.js';
import type { Draw } from '../generated/client.js';
import { recognisedSubjects } from '../recognition/recognisedSubjects.js';
import { rulesOfPlan } from '../rules/PlanRules.js';
import { earlierSubjects } from './earlierDraws.js';
import type { Ground } from './Ground.js';
import { type LegRules, leavesPages, legRules, type Treatment } from './LegRules.js';
import { marksOf, NO_MARKS, shareMark } from './marks.js';
import type { LegScreen, ScreenedEntry } from './screenPage.js';

/** What rules make of the pools of a draw, while these are being streamed. */
export interface Standings {
  /** What was counted: see `VisitCounts.basis`, with how many recognitions and exceptions there were. */
  readonly basis: readonly string[];
  /** What rules make of a leg's pages; null where they stay as they come. */
  readonly screenOf: (legId: string) => LegScreen | null;
}

/** Nothing is asked of the pools. */
const AS_THEY_COME: Standings = { basis: [], screenOf: () => null };

/** Whether something holds for an entry. */
type Holds = (entry: ScreenedEntry) => boolean;

/** A question to the visits counted: whether a subject has more than so many; null where none has. */
type HasMore = (counting: Counting, than: number) => Holds | null;

/**
 * Opens what the rules of a plan, pinned when it was convened, and its earlier draws say of the pools of a draw that is about
 * to be frozen.
 * Visits of all other draws are counted once, by all countings that its legs need.
 * @throws OV_RULES_VALUE_UNSET, OV_JOINT_PAGES_DAMAGED for another draw's pages; the signal's reason
 */
export async function openStandings(
  database: Database,
  draw: Pick<Draw, 'id' | 'planId' | 'terms' | 'follows'>,
  signal?: AbortSignal,
): Promise<Standings> {
  const { planId } = draw;
  const plan = await database.jointPlan.findUniqueOrThrow({
    where: { id: planId },
    include: { legs: { select: LEG } },
  });
  const terms = parseTerms(draw.terms);
  const legs = groupedLegs(terms, plan.legs);
  const rules = await rulesOfPlan(database, planId);
  const caps = capsOfPlan({ visitCap: plan.visitCap, legs, rules });
  const ruled = legs.map((leg) => legRules(rules, leg, caps, plan.trustworthy as Treatment | null));
  const legIds = legs.map(({ id }) => id);
  const earlier = await earlierSubjects(database, draw, plan, legIds, signal);
  if (earlier === null && ruled.every(leavesPages)) return AS_THEY_COME;

  const countings = distinct(ruled.flatMap(countingsOf));
  const counts = await countVisits(database, { drawId: draw.id, year: plan.year }, [...countings.values()], signal);
  const hasMore = asking(counts, [...countings.keys()]);
  const screens = new Map<string, LegScreen | null>();
  for (const leg of ruled) {
    const term = terms.legs.find(({ id }) => id === leg.leg.id);
    const subjects = await subjectsOf(database, leg, plan.year, term);
    screens.set(leg.leg.id, screenFor(leg, hasMore, { ...subjects, earlier: earlier?.get(leg.leg.id) ?? null }));
  }
  const filed = await filedBasis(database, ruled, plan.year);
  return { basis: [...counts.basis, ...filed], screenOf: (legId) => screens.get(legId) ?? null };
}

function countingsOf({ otherUnit, minimum, caps }: LegRules): readonly Counting[] {
  const needed = caps.map((cap) => cap.counting);
  if (otherUnit !== null) needed.push(otherUnit.counting);
  // The minimum matters where a cap is in its way.
  if (minimum !== null && caps.length > 0) needed.push(minimum.counting);
  return needed;
}

/** Countings by what they say: departments under one pack often count alike. */
function distinct(countings: readonly Counting[]): ReadonlyMap<string, Counting> {
  return new Map(countings.map((counting) => [JSON.stringify(counting), counting]));
}

function asking({ tally }: VisitCounts, keys: readonly string[]): HasMore {
  return (counting, than) => {
    const number = keys.indexOf(JSON.stringify(counting));
    if (than < 0) return () => true;
    if (tally.mostBy(number) <= than) return null;
    return ({ page, start, end }) => tally.countOf(number, page, start, end) > than;
  };
}

/** Subjects of whom something is on file; null where nothing asks. */
interface Subjects {
  readonly recognised: ByteTable | null;
  readonly excepted: ByteTable | null;
  /** Whom earlier draws of the plan keep out. */
  readonly earlier: ByteTable | null;
}

async function subjectsOf(
  database: Database,
  { leg, recognises, caps }: LegRules,
  year: number,
  term: Leg | undefined,
): Promise<Omit<Subjects, 'earlier'>> {
  const { department } = leg;
  const codes = caps.flatMap((cap) => cap.exceptions);
  const recognising = { department, items: term?.items ?? [], lastDay: term?.window[1] ?? '' };
  return {
    recognised: recognises ? await recognisedSubjects(database, recognising) : null,
    excepted: codes.length > 0 ? await exceptedSubjects(database, department, year, codes) : null,
  };
}

/** How many recognitions and exceptions are on file, where rules ask for them. */
async function filedBasis(database: Database, legs: readonly LegRules[], year: number): Promise<readonly string[]> {
  const basis: string[] = [];
  if (legs.some((leg) => leg.recognises)) basis.push(`recognitions/${await database.recognition.count()}`);
  if (legs.some(({ caps }) => caps.some((cap) => cap.exceptions.length > 0))) {
    basis.push(`exceptions/${await database.capException.count({ where: { year } })}`);
  }
  return basis;
}

/**
 * The screen of a leg; null where its pages stay as they come. An entry gets the standing of the first rule that keeps it out;
 * the cap comes last, so that its count tells whom nothing but the cap keeps out. Marks are asked for where they decide.
 */
function screenFor(leg: LegRules, hasMore: HasMore, { recognised, excepted, earlier }: Subjects): LegScreen | null {
  const { otherUnit, minimum } = leg;
  const raised = marksOf(leg.raised);
  const trusted = marksOf(leg.trustworthy?.for ?? []);
  const treatment = leg.trustworthy?.treatment ?? null;
  // Whoever is to be inspected more often is not left out for being trustworthy.
  const isExempt: Holds = ({ marks }) => shareMark(marks, trusted) && !shareMark(marks, raised);
  const rules: readonly StandingRule[] = [
    { ground: 'earlier-draw', holds: earlier && among(earlier), liftedFor: [] },
    { ground: 'other-unit', holds: otherUnit && hasMore(otherUnit.counting, 0), liftedFor: otherUnit?.liftedFor ?? [] },
    { ground: 'mutual-recognition', holds: recognised && among(recognised), liftedFor: [] },
    { ground: 'trustworthy', holds: treatment === 'EXEMPT' ? isExempt : null, liftedFor: [] },
    ...leg.caps.map((cap) => ({ ...cap, holds: isAtCap(cap, hasMore, excepted) })),
  ];
  const grounds = rules.flatMap(({ ground, holds, liftedFor }) =>
    holds === null ? [] : [{ ground, holds: notLifted(liftedFor, holds), marked: liftedFor.length > 0 }],
  );
  const marked = leg.raised.length > 0 || leg.trustworthy !== null || grounds.some((ground) => ground.marked);
  if (grounds.length === 0 && !marked) return null;
  const enough = minimum && hasMore(minimum.counting, minimum.atLeast - 1);
  return {
    strata: marked ? { raised, fewer: treatment === 'FEWER' ? trusted : NO_MARKS } : null,
    groundOf: (entry) => grounds.find(({ holds }) => holds(entry))?.ground ?? null,
    isDue: (entry) => minimum !== null && !enough?.(entry),
    isLifted: liftedBy(leg.caps, hasMore, excepted),
  };
}

/** A rule that gives a standing: to whom, null for nobody, unless a mark lifts it. */
interface StandingRule {
  readonly ground: Ground;
  readonly holds: Holds | null;
  readonly liftedFor: readonly Mark[];
}

function isAtCap({ counting, left, exceptions }: LegCap, hasMore: HasMore, excepted: ByteTable | null): Holds | null {
  const has = hasMore(counting, left);
  if (has === null || excepted === null || exceptions.length === 0) return has;
  const isExcepted = among(excepted);
  return (entry) => has(entry) && !isExcepted(entry);
}

/** Whether a mark lifts a cap that would hold. */
function liftedBy(caps: readonly LegCap[], hasMore: HasMore, excepted: ByteTable | null): Holds {
  const lifts = caps.flatMap((cap) => {
    const holds = isAtCap(cap, hasMore, excepted);
    return holds === null || cap.liftedFor.length === 0 ? [] : [{ holds, marks: marksOf(cap.liftedFor) }];
  });
  return (entry) => lifts.some(({ holds, marks }) => shareMark(entry.marks, marks) && holds(entry));
}

function notLifted(liftedFor: readonly Mark[], holds: Holds): Holds {
  const lifted = marksOf(liftedFor);
  return (entry) => !shareMark(entry.marks, lifted) && holds(entry);
}

function among(subjects: ByteTable): Holds {
  return ({ page, start, end }) => subjects.find(page, start, end) >= 0;
}
