import * as z from 'zod';
import type { Prisma } from '../../database.js';
import type { LedgerEntry } from '../../generated/client.js';
import { DRAW_STEPS, type Following } from './drawSteps.js';
import { KnownSubjects } from './KnownSubjects.js';
import type { KnownSeat, KnownVisit } from './KnownVisit.js';
import { afterStep, tellsCrew, type VisitStep } from './visitRules.js';

/** A step with its detail, parsed. */
type ReadStep = VisitStep & { readonly target: string };

/** How ids of visits that were drawn begin: steps of what came of a visit, such as a penalty, name it as well. */
const A_VISIT = 'joint-inspection:visit:';

/** Steps of visits that are followed at once. */
const BATCH = 2_000;

/** Steps that tell of a subject what no draw has, by action; null where that comes to nothing. */
const FILED: Readonly<Record<string, (detail: unknown) => KnownVisit | null>> = {
  'visit.outside': (detail) => {
    const { results, ...visit } = OUTSIDE.parse(detail);
    const isReached = results.length === 0 || results.some((row) => !row.results.includes('UNREACHABLE'));
    return isReached ? { drawId: null, ...visit } : null;
  },
  'cap.except': (detail) => {
    const { year, ...exception } = EXCEPTION.parse(detail);
    return { drawId: null, ...exception, exceptedIn: year };
  },
};

const OUTSIDE = z.object({
  department: z.string(),
  subjectId: z.string(),
  kind: z.string(),
  level: z.string(),
  inspectedOn: z.string(),
  /** Steps of before results were kept have none. */
  results: z.array(z.object({ results: z.array(z.string()) })).default([]),
});
const EXCEPTION = z.object({ department: z.string(), subjectId: z.string(), year: z.int() });
/** Steps that tell which deadlines a notice of holidays moved; before there was the first, the second had them all. */
const RECOUNTS: readonly string[] = ['calendar.recount', 'calendar.import'];
const MOVED = z.object({ moved: z.array(z.looseObject({ visitId: z.string() })) });

/**
 * Follows steps of the ledger, in order. What is read besides them does not change after the step: visits as drawn, planned items of a
 * draw in force, seats of a team that has begun. Items of a draw that is void may: what they add then, its void takes away.
 */
export async function followSteps(following: Following, entries: readonly LedgerEntry[]): Promise<void> {
  let steps: ReadStep[] = [];
  for (const entry of entries) {
    const { action, target } = entry;
    const draw = DRAW_STEPS[action];
    if (draw !== undefined) {
      await followBatches(following, steps);
      steps = [];
      await draw(following, entry, JSON.parse(entry.detail));
    } else if (Object.hasOwn(FILED, action) || target.startsWith(A_VISIT)) {
      steps.push({ action, target, detail: JSON.parse(entry.detail) });
    } else if (RECOUNTS.includes(action)) {
      steps.push(...movedDeadlines(JSON.parse(entry.detail)));
    }
  }
  await followBatches(following, steps);
}

/** Follows steps of visits in order, so many at once: one notice of holidays may move the deadlines of all visits of a year. */
async function followBatches(following: Following, steps: readonly ReadStep[]): Promise<void> {
  for (let first = 0; first < steps.length; first += BATCH) {
    await followVisits(following, steps.slice(first, first + BATCH));
  }
}

/** A notice of holidays moves deadlines of many visits: a step for each of them. */
function movedDeadlines(detail: unknown): readonly ReadStep[] {
  const told = MOVED.safeParse(detail);
  if (!told.success) return [];
  return told.data.moved.map((deadline) => {
    return { action: 'visit.recount', target: deadline.visitId, detail: { deadlines: [deadline] } };
  });
}

/** Steps of visits, whose subjects are looked up at once. */
async function followVisits({ tx, figures, draws }: Following, steps: readonly ReadStep[]): Promise<void> {
  const filed = new Map(
    steps.flatMap(({ action, target, detail }) => {
      const known = FILED[action]?.(detail) ?? null;
      return known === null ? [] : [[target, known] as const];
    }),
  );
  const named = await tx.coverageVisit.findMany({
    where: { id: { in: [...new Set(steps.map(({ target }) => target))] } },
    select: { subjectId: true },
  });
  const ids = [...named, ...filed.values()].map(({ subjectId }) => subjectId);
  const subjects = await KnownSubjects.load(tx, ids, draws, figures);
  const crews = await crewsOf(tx, steps);
  for (const step of steps) {
    const visit = subjects.visit(step.target);
    const recorded = filed.get(step.target);
    if (recorded !== undefined) subjects.keep(step.target, recorded);
    else if (visit !== undefined && visit.drawId !== null) {
      const draw = draws.get(visit.drawId);
      if (draw === undefined) continue;
      const crewOf = (department: string) => crews.get(step.target)?.get(department) ?? [];
      subjects.keep(step.target, afterStep(visit, step, { draw, crewOf }));
    }
  }
  await subjects.done(figures);
}

/** Teams of the visits whose steps say who was there, by visit and department. */
async function crewsOf(
  tx: Prisma.TransactionClient,
  steps: readonly ReadStep[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly KnownSeat[]>>> {
  const crews = new Map<string, Map<string, KnownSeat[]>>();
  const ids = [...new Set(steps.filter(({ action }) => tellsCrew(action)).map(({ target }) => target))];
  if (ids.length === 0) return crews;
  const seats = await tx.crewSeat.findMany({
    where: { visitId: { in: ids }, inspectorId: { not: null } },
    orderBy: [{ visitId: 'asc' }, { department: 'asc' }, { number: 'asc' }],
    select: { visitId: true, department: true, inspectorId: true, post: true },
  });
  for (const { visitId, department, inspectorId, post } of seats) {
    const crew = crews.get(visitId) ?? new Map<string, KnownSeat[]>();
    crews.set(visitId, crew);
    // Seats of before posts were kept count as front line.
    crew.set(department, [
      ...(crew.get(department) ?? []),
      { inspector: inspectorId ?? '', office: post === 'OFFICE' },
    ]);
  }
  return crews;
}
