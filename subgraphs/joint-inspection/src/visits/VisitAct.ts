import type { MutationOutcome, Viewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { lockedCalendar } from '../deadlines/calendar.js';
import { refreshDeadlines } from '../deadlines/refreshDeadlines.js';
import { visibleVisits } from '../disclosure/visible.js';
import { jointError } from '../errors.js';
import { followDraws } from '../plans/lifecycle/followDraws.js';
import { type PlanRules, rulesOfPlan } from '../rules/PlanRules.js';
import { lockVisits } from './lockVisits.js';
import type { PenaltyContent } from './PenaltyContent.js';

/** Who acts on visits: an officer for their department, an inspector who holds a seat of its team. */
export type VisitActor = Extract<Viewer, { readonly role: 'inspector' | 'officer' }>;

/** Who reviews and answers for a department: its leader or an officer. */
export type OfficeActor = Extract<Viewer, { readonly role: 'leader' | 'officer' }>;

/** Whoever acts for a department. */
export type DepartmentActor = VisitActor | OfficeActor;

/** What happened: a row of visit_event before it is kept. */
export interface NewEvent {
  readonly department: string;
  readonly kind: string;
  /** Of ITEM_DONE the planned item, of PENALTY_DECIDED the decision, of OBJECTION_RAISED the objection; else none. */
  readonly reference?: string;
  readonly on: string;
  /** Of PENALTY_DECIDED what was decided. */
  readonly penalty?: PenaltyContent;
}

export type ActedVisit = NonNullable<Awaited<ReturnType<typeof findVisit>>>;

/** A visit in a transaction that acts on it: locked, with what has happened to it and the rules of its plan. */
export class VisitAct {
  readonly visit: ActedVisit;
  readonly rules: PlanRules;
  readonly #tx: Prisma.TransactionClient;
  readonly #by: string;
  readonly #now: Date;

  private constructor(tx: Prisma.TransactionClient, visit: ActedVisit, rules: PlanRules, by: string, now: Date) {
    this.#tx = tx;
    this.visit = visit;
    this.rules = rules;
    this.#by = by;
    this.#now = now;
  }

  /**
   * Locks a visit that is to be done, or done, and that the viewer has a part in: officers and leaders those of their department,
   * inspectors those in which they hold a seat, a subject those of itself that it may know of.
   * @param by the actor, as ledgers name them
   * @param decided also those of whose findings the viewer's department has decided on a penalty: it may have accepted a transfer, and the
   *   draw may be void since
   * @throws OV_JOINT_UNKNOWN_VISIT
   */
  static async of(
    tx: Prisma.TransactionClient,
    viewer: DepartmentActor | Extract<Viewer, { readonly role: 'subject' }>,
    by: string,
    id: string,
    now: Date,
    decided = false,
  ): Promise<VisitAct> {
    await lockVisits(tx, [id]);
    const visit = await findVisit(tx, viewer, id, now, decided);
    if (visit === null) throw jointError('OV_JOINT_UNKNOWN_VISIT', { id });
    return new VisitAct(tx, visit, await rulesOfPlan(tx, visit.draw.planId), by, now);
  }

  /** The visit's planned items. */
  get items(): ActedVisit['draw']['plan']['items'] {
    return this.visit.draw.plan.items.filter(({ legId }) => this.visit.legIds.includes(legId));
  }

  /** Ids of a department's items. */
  itemsOf(department: string): readonly string[] {
    return this.items.filter(({ leg }) => leg.department === department).map(({ id }) => id);
  }

  /** Whether every item of these departments has a result. */
  hasResultsOf(departments: readonly string[]): boolean {
    const recorded = new Set(this.visit.results.map(({ plannedItemId }) => plannedItemId));
    return departments.every((department) => this.itemsOf(department).every((id) => recorded.has(id)));
  }

  /** The days on which something of a kind happened to a department's part. */
  daysOf(department: string, kind: string): readonly string[] {
    return this.visit.events.filter((row) => row.department === department && row.kind === kind).map(({ on }) => on);
  }

  /** Whether a member of a department's team has checked in on a day. */
  isCheckedIn(department: string, inspectorId: string, on: string): boolean {
    return this.visit.checkIns.some(
      (row) => row.department === department && row.inspectorId === inspectorId && row.on === on,
    );
  }

  /** Keeps what has happened; what is kept already stays as it was: a correction makes no deadline longer. */
  async happened(events: readonly NewEvent[]): Promise<void> {
    const { id: visitId } = this.visit;
    const recorded = { recordedBy: this.#by, recordedAt: this.#now };
    const data = events.map(({ reference = '', penalty, ...event }) => ({
      visitId,
      reference,
      ...event,
      ...(penalty !== undefined && { penalty: { ...penalty, kinds: [...penalty.kinds] } }),
      ...recorded,
    }));
    await this.#tx.visitEvent.createMany({ data, skipDuplicates: true });
  }

  /**
   * Lets the plan follow a visit that has begun, or is made: see `followDraws`. That writes on the ledger, so that the calendar is taken before,
   * as whoever imports a notice does.
   */
  async followed(): Promise<void> {
    await lockedCalendar(this.#tx);
    await followDraws(this.#tx, this.visit.draw.planId, 'VISITING', { actor: this.#by, now: this.#now });
  }

  /**
   * Ends the act: deadlines are computed anew, and the ledger tells of the act with those that it moved.
   * @returns the visit's id
   * @throws OV_RULES_VALUE_UNSET where a deadline has begun for which the document lost the number of days
   */
  async done(action: string, detail: object): Promise<MutationOutcome<string>> {
    const { id } = this.visit;
    const deadlines = await refreshDeadlines(this.#tx, id);
    return { response: id, step: { action: `visit.${action}`, target: id, detail: { ...detail, deadlines } } };
  }
}

type Viewing = Parameters<typeof VisitAct.of>[1];

function findVisit(tx: Prisma.TransactionClient, viewer: Viewing, id: string, now: Date, decided: boolean) {
  const inForce = { AND: [{ draw: { phase: 'DRAWN' } }, ownVisits(viewer, now)] };
  return tx.visit.findFirst({
    where: { AND: [{ id }, decided ? { OR: [inForce, decidedVisits(viewer)] } : inForce] },
    include: {
      results: true,
      seats: true,
      checkIns: { orderBy: [{ checkedInAt: 'asc' }, { inspectorId: 'asc' }] },
      starts: true,
      outcomes: true,
      signatures: true,
      subjectSignatures: true,
      events: true,
      reports: true,
      disclosures: true,
      comments: { include: { answer: true } },
      reviews: { orderBy: { seq: 'asc' } },
      corrections: { include: { versions: true } },
      draw: { include: { plan: { include: { legs: true, batchWindows: true, items: { include: { leg: true } } } } } },
    },
  });
}

function ownVisits(viewer: Viewing, now: Date): Prisma.VisitWhereInput {
  switch (viewer.role) {
    case 'officer':
    case 'leader':
      return { departments: { has: viewer.department } };
    case 'inspector':
      return { seats: { some: { inspectorId: viewer.inspector, department: viewer.department } } };
    case 'subject':
      // One that it may not know of yet is, whatever it guesses, none.
      return { AND: [{ subjectId: viewer.subject }, visibleVisits(viewer, now)] };
  }
}

/** Visits of whose findings the department of an officer or a leader has decided on a penalty. */
function decidedVisits(viewer: Viewing): Prisma.VisitWhereInput {
  const department = viewer.role === 'officer' || viewer.role === 'leader' ? viewer.department : '';
  return { events: { some: { department, kind: 'PENALTY_DECIDED' } } };
}

/**
 * Checks a day on which something is said to have happened.
 * @param field its name in the input
 * @throws OV_JOINT_ACT_DAY where it is before `first`, or after today
 */
export function checkActDay(field: string, day: string, first: string | null, today: string): void {
  if (day > today || (first !== null && day < first)) {
    throw jointError('OV_JOINT_ACT_DAY', { field, day, first: first ?? '', today });
  }
}
