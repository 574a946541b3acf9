import { isProblem } from '@onevisit/rules';
import * as z from 'zod';
import {
  isChecked,
  type KnownDeadline,
  type KnownDraw,
  type KnownDrawnVisit,
  type KnownResult,
  type KnownSeat,
  partsOf,
} from './KnownVisit.js';
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

/** What comes of a step for what is known of a visit. */
type VisitRule = (visit: KnownDrawnVisit, detail: unknown, facts: StepFacts) => KnownDrawnVisit;

/** By action of the ledger. An action that is not here changes deadlines at most. */
const RULES: Readonly<Record<string, VisitRule>> = {
  'visit.start': withStart,
  'visit.checkIn': withCheckIn,
  'visit.results': withResults,
  'visit.correct': withResults,
  'visit.outcome': withOutcome,
};

const START = z.object({ department: z.string(), officers: z.array(z.string()) });

const CHECK_IN = z.object({
  department: z.string(),
  checkedIn: z.array(z.string()),
  start: z.object({ officers: z.array(z.string()) }).nullable(),
});

const OUTCOME = z.object({ department: z.string() });

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
  const acted = RULES[action]?.(visit, detail, facts) ?? visit;
  const told = DEADLINES.safeParse(detail);
  return told.success ? withDeadlines(acted, told.data.deadlines) : acted;
}

/** Whether a step says who was there. */
export function tellsCrew(action: string): boolean {
  return Object.hasOwn(RULES, action) && RULES[action] !== withOutcome;
}

/** A department's part begins with those who are at the door. */
function withStart(visit: KnownDrawnVisit, detail: unknown, facts: StepFacts): KnownDrawnVisit {
  const { department, officers } = START.parse(detail);
  return withCrew(visit, department, officers, facts);
}

/** With whoever checks in a part begins, or goes on. Who checks in and goes before it begins has taken no part. */
function withCheckIn(visit: KnownDrawnVisit, detail: unknown, facts: StepFacts): KnownDrawnVisit {
  const { department, checkedIn, start } = CHECK_IN.parse(detail);
  if (start !== null) return withCrew(visit, department, start.officers, facts);
  const present = visit.crew[department]?.map(({ inspector }) => inspector);
  return present === undefined ? visit : withCrew(visit, department, [...present, ...checkedIn], facts);
}

function withCrew(
  visit: KnownDrawnVisit,
  department: string,
  officers: readonly string[],
  { crewOf }: StepFacts,
): KnownDrawnVisit {
  const crew = crewOf(department).filter(({ inspector }) => officers.includes(inspector));
  return { ...visit, crew: { ...visit.crew, [department]: crew } };
}

function withResults(visit: KnownDrawnVisit, detail: unknown, { draw, crewOf }: StepFacts): KnownDrawnVisit {
  const { inspectedOn, items } = RESULTS.parse(detail);
  const results = { ...visit.results };
  for (const item of items) results[item.plannedItemId] = resultOf(item);
  const recorded = { ...visit, inspectedOn, results };
  const crew = { ...visit.crew };
  for (const part of partsOf(visit, draw)) {
    const { department } = part;
    // Where nobody was to check in, the team is who was there.
    if (department !== null && isChecked(recorded, part)) crew[department] ??= crewOf(department);
  }
  return withStanding({ ...recorded, crew }, detail);
}

function resultOf({ results, recognised }: z.infer<typeof RESULTS>['items'][number]): KnownResult {
  if (recognised != null) return 'RECOGNISED';
  if (results.includes('UNREACHABLE')) return 'UNREACHABLE';
  return isProblem(results) ? 'PROBLEM' : 'CLEAN';
}

/** A part that was not made on its day: its start is taken back. */
function withOutcome(visit: KnownDrawnVisit, detail: unknown): KnownDrawnVisit {
  const { department } = OUTCOME.parse(detail);
  const { [department]: _, ...crew } = visit.crew;
  return withStanding({ ...visit, crew }, detail);
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
