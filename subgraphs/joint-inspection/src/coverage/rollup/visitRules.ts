import { isProblem } from '@onevisit/rules';
import * as z from 'zod';
import { type KnownDeadline, type KnownDraw, type KnownDrawnVisit, type KnownSeat, partsOf } from './KnownVisit.js';
import { KEPT_DEADLINES } from './Measure.js';

/** What a step of the ledger says of a visit. */
export interface VisitStep {
  readonly action: string;
  /** The detail, parsed. */
  readonly detail: unknown;
}

/** What else is read to follow a step; it does not change after the step. */
export interface StepFacts {
  readonly draw: KnownDraw;
  /** The seats of a department's team that has begun. */
  readonly crewOf: (department: string) => readonly KnownSeat[];
}

/** Actions of the ledger that say what was found, and so who was there. */
const FOUND: ReadonlySet<string> = new Set(['visit.results', 'visit.correct']);

const STANDING = z.object({ notCarriedOut: z.array(z.string()).optional() });

const RESULTS = z.object({
  inspectedOn: z.string(),
  items: z.array(
    z.object({ plannedItemId: z.string(), results: z.array(z.string()), recognised: z.unknown().optional() }),
  ),
});

const CHANGED = z.object({
  department: z.string(),
  kind: z.string(),
  reference: z.string(),
  due: z.string().nullable(),
  closedOn: z.string().nullable().optional(),
});

const DEADLINES = z.object({ deadlines: z.array(CHANGED) });

/** What is known of a visit after a step of the ledger that names it. */
export function afterStep(visit: KnownDrawnVisit, { action, detail }: VisitStep, facts: StepFacts): KnownDrawnVisit {
  const acted = actedOn(visit, { action, detail }, facts);
  const told = DEADLINES.safeParse(detail);
  return told.success ? withDeadlines(acted, told.data.deadlines) : acted;
}

function actedOn(visit: KnownDrawnVisit, { action, detail }: VisitStep, facts: StepFacts): KnownDrawnVisit {
  if (tellsCrew(action)) return withResults(visit, detail, facts);
  return action === 'visit.outcome' ? withStanding(visit, detail) : visit;
}

/** Whether a step says who was there. */
export function tellsCrew(action: string): boolean {
  return FOUND.has(action);
}

function withResults(visit: KnownDrawnVisit, detail: unknown, { draw, crewOf }: StepFacts): KnownDrawnVisit {
  const { inspectedOn, items } = RESULTS.parse(detail);
  const results = { ...visit.results };
  for (const { plannedItemId, results: codes, recognised } of items) {
    results[plannedItemId] = recognised == null ? isProblem(codes) : null;
  }
  const crew = { ...visit.crew };
  for (const part of partsOf(visit, draw)) {
    const { department } = part;
    if (department === null || !items.some(({ plannedItemId }) => part.items.includes(plannedItemId))) continue;
    crew[department] = crewOf(department);
  }
  return withStanding({ ...visit, inspectedOn, results, crew }, detail);
}

/** Which parts are not carried out, where a step says so: those of results and outcomes do. */
function withStanding(visit: KnownDrawnVisit, detail: unknown): KnownDrawnVisit {
  const { notCarriedOut } = STANDING.parse(detail);
  return notCarriedOut === undefined ? visit : { ...visit, notCarriedOut };
}

/** Deadlines that are new or have changed; of those that were known what a step does not tell stays. */
function withDeadlines(visit: KnownDrawnVisit, changes: readonly z.infer<typeof CHANGED>[]): KnownDrawnVisit {
  const deadlines = [...visit.deadlines];
  for (const { department, kind: name, reference, due, closedOn } of changes) {
    const kind = KEPT_DEADLINES.find((each) => each === name);
    if (kind === undefined) continue;
    const isSame = (known: KnownDeadline): boolean =>
      known.department === department && known.kind === kind && known.reference === reference;
    const at = deadlines.findIndex(isSame);
    const before = deadlines[at]?.closedOn ?? null;
    const changed = { department, kind, reference, due, closedOn: closedOn === undefined ? before : closedOn };
    if (at < 0) deadlines.push(changed);
    else deadlines[at] = changed;
  }
  return { ...visit, deadlines };
}
