import { calendarDate } from '@onevisit/kit';
import * as z from 'zod';
import type { Prisma } from '../../database.js';
import type { LedgerEntry } from '../../generated/client.js';
import { ALL, WHOLE_YEAR } from './Cell.js';
import { capsLifted } from './capsLifted.js';
import { creditClassesOf } from './creditClassesOf.js';
import type { Figures } from './Figures.js';
import { KnownSubjects, loadDraws } from './KnownSubjects.js';
import type { KnownDraw, KnownDrawnVisit } from './KnownVisit.js';
import type { Measure } from './Measure.js';

/** Visits taken up at once. */
const BATCH = 2_000;

/** What following steps of the ledger stands on. */
export interface Following {
  readonly tx: Prisma.TransactionClient;
  readonly figures: Figures;
  /** What is known of draws, as far as it was looked up. */
  readonly draws: Map<string, KnownDraw>;
  /** Ends it, with all that it has not kept. */
  readonly signal: AbortSignal;
}

/** Follows a step of a draw. */
type DrawStep = (following: Following, entry: LedgerEntry, detail: unknown) => Promise<void>;

/** By action of the ledger. */
export const DRAW_STEPS: Readonly<Record<string, DrawStep>> = {
  'draw.freeze': frozen,
  'draw.execute': executed,
  'draw.amend': amended,
  'draw.void': voided,
};

/** Of a draw's terms, which stand from the freeze on: the plan may be adjusted once it is void. */
const TERMS = z.object({ legs: z.array(z.object({ id: z.string(), department: z.string() })) });

async function frozen(following: Following, { target: id, at }: LedgerEntry): Promise<void> {
  const { tx } = following;
  const { plan, terms } = await tx.draw.findUniqueOrThrow({
    where: { id },
    select: { terms: true, plan: { select: { year: true } } },
  });
  const departments = [...new Set(TERMS.parse(terms).legs.map(({ department }) => department))].sort();
  const month = Number(calendarDate(at).slice(5, 7));
  await keepDraw(following, id, { year: plan.year, month, departments, phase: 'FROZEN', legs: {}, items: {} });
  countDraw(following, id, 'DRAWS_FROZEN');
}

async function executed(following: Following, { target: id }: LedgerEntry): Promise<void> {
  const { tx, draws } = following;
  await loadDraws(tx, [id], draws);
  const known = draws.get(id);
  if (known === undefined) return;
  const { planId, terms } = await tx.draw.findUniqueOrThrow({ where: { id }, select: { planId: true, terms: true } });
  const legs = await tx.leg.findMany({
    where: { planId, id: { in: TERMS.parse(terms).legs.map((leg) => leg.id) } },
    include: { items: { select: { id: true, itemId: true } } },
  });
  await keepDraw(following, id, {
    ...known,
    phase: 'DRAWN',
    legs: Object.fromEntries(
      legs.map(({ id: leg, department, kind, level, items }) => {
        return [leg, { department, kind, level, items: items.map((item) => item.id) }];
      }),
    ),
    items: Object.fromEntries(legs.flatMap((leg) => leg.items.map((item) => [item.id, item.itemId]))),
  });
  planItems(following, id, 1);
  await seat(following, id, 'drawn_inspector_id', 1);
  const classes = await creditClassesOf(tx, id, legs);
  const lifted = await capsLifted(tx, id, legs);
  await eachVisit(tx, id, async (rows) => {
    following.signal.throwIfAborted();
    const subjects = await KnownSubjects.load(
      tx,
      rows.map(({ subjectId }) => subjectId),
      draws,
      following.figures,
    );
    for (const row of rows) {
      const liftedFor = lifted.get(row.subjectId)?.filter((department) => row.departments.includes(department)) ?? [];
      const visit = newVisit(id, row, classes.get(row.subjectId) ?? '');
      subjects.keep(row.id, liftedFor.length === 0 ? visit : { ...visit, liftedFor });
    }
    await subjects.done(following.figures);
  });
}

const AMENDED = z.object({
  department: z.string(),
  changes: z.array(z.object({ department: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

async function amended(following: Following, { target: id }: LedgerEntry, detail: unknown): Promise<void> {
  await loadDraws(following.tx, [id], following.draws);
  const known = following.draws.get(id);
  if (known === undefined) return;
  for (const { department, before, after } of AMENDED.parse(detail).changes) {
    const at = { year: known.year, month: WHOLE_YEAR, department };
    if (before !== null) following.figures.tally(at, 'SEATS', before, -1);
    if (after !== null) following.figures.tally(at, 'SEATS', after, 1);
  }
}

async function voided(following: Following, { target: id }: LedgerEntry): Promise<void> {
  const { tx, draws, figures } = following;
  await loadDraws(tx, [id], draws);
  const known = draws.get(id);
  if (known === undefined) return;
  countDraw(following, id, 'DRAWS_VOID');
  if (known.phase === 'DRAWN') {
    countDraw(following, id, 'DRAWS_VOID_AFTER_DRAWN');
    planItems(following, id, -1);
    // Of a void draw no seat changes hands any more.
    await seat(following, id, 'inspector_id', -1);
    for (;;) {
      following.signal.throwIfAborted();
      const rows = await tx.coverageVisit.findMany({
        where: { drawId: id },
        orderBy: { subjectId: 'asc' },
        take: BATCH,
        select: { id: true, subjectId: true },
      });
      if (rows.length === 0) break;
      const subjects = await KnownSubjects.load(
        tx,
        rows.map(({ subjectId }) => subjectId),
        draws,
        figures,
      );
      for (const row of rows) subjects.remove(row.id);
      await subjects.done(figures);
    }
  }
  await keepDraw(following, id, { ...known, phase: 'VOID', legs: {}, items: {} });
}

async function keepDraw({ tx, draws }: Following, id: string, draw: KnownDraw): Promise<void> {
  draws.set(id, draw);
  const known = draw as unknown as Prisma.InputJsonObject;
  await tx.coverageDraw.upsert({ where: { id }, create: { id, known }, update: { known } });
}

function countDraw({ figures, draws }: Following, id: string, measure: Measure): void {
  const draw = draws.get(id);
  if (draw === undefined) return;
  const { year, month, departments } = draw;
  for (const department of [...departments, ALL]) {
    figures.add({ year, month, department, division: ALL, creditClass: ALL }, measure, 1);
  }
}

function planItems({ figures, draws }: Following, id: string, sign: 1 | -1): void {
  const draw = draws.get(id);
  for (const { department, items } of Object.values(draw?.legs ?? {})) {
    const at = { year: draw?.year ?? 0, month: WHOLE_YEAR, department };
    for (const item of items) figures.tally(at, 'ITEM_PLANNED', draw?.items[item] ?? item, sign);
  }
}

/** Counts who holds the seats of a draw. */
async function seat(
  { tx, figures, draws }: Following,
  id: string,
  column: 'drawn_inspector_id' | 'inspector_id',
  sign: 1 | -1,
): Promise<void> {
  const rows = await tx.$queryRawUnsafe<{ department: string; inspector: string; seats: number }[]>(
    `SELECT crew_seat.department, crew_seat.${column} AS inspector, count(*)::int AS seats
     FROM visit JOIN crew_seat ON crew_seat.visit_id = visit.id
     WHERE visit.draw_id = $1 AND crew_seat.${column} IS NOT NULL GROUP BY 1, 2`,
    id,
  );
  const year = draws.get(id)?.year ?? 0;
  for (const { department, inspector, seats } of rows) {
    figures.tally({ year, month: WHOLE_YEAR, department }, 'SEATS', inspector, sign * seats);
  }
}

/** What a visit is of when it is drawn; it does not change. */
const DRAWN = {
  id: true,
  subjectId: true,
  district: true,
  windowFirst: true,
  legIds: true,
  departments: true,
  position: true,
} as const;

type DrawnRow = Prisma.VisitGetPayload<{ select: typeof DRAWN }>;

async function eachVisit(
  tx: Prisma.TransactionClient,
  drawId: string,
  take: (rows: readonly DrawnRow[]) => Promise<void>,
): Promise<void> {
  for (let after = -1; ; ) {
    const rows = await tx.visit.findMany({
      where: { drawId, position: { gt: after } },
      orderBy: { position: 'asc' },
      take: BATCH,
      select: DRAWN,
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    await take(rows);
    after = last.position;
  }
}

function newVisit(drawId: string, row: DrawnRow, creditClass: string): KnownDrawnVisit {
  return {
    drawId,
    subjectId: row.subjectId,
    division: row.district,
    creditClass,
    windowFirst: row.windowFirst,
    legs: row.legIds,
    inspectedOn: null,
    results: {},
    crew: {},
    deadlines: [],
  };
}
