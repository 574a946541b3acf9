import {
  calendarDate,
  loaderById,
  loaderOfGroups,
  publicViewer,
  type RequestContext,
  type Viewer,
} from '@onevisit/kit';
import DataLoader from 'dataloader';
import { amendmentsLoader } from './amendments/amendmentList.js';
import { changesOf, type SeatChange } from './amendments/SeatChange.js';
import type { AnsweredComment } from './comments/AnsweredComment.js';
import type { ReplacedResult } from './corrections/ReplacedResult.js';
import { type FiguresLoader, figuresLoader } from './coverage/indicators/CellFigures.js';
import { type CapUseLoader, capUseLoader } from './coverage/indicators/capUse.js';
import { type ListsLoader, listsLoader } from './coverage/lists/listsLoader.js';
import type { CoverageRollup } from './coverage/rollup/CoverageRollup.js';
import type { Database } from './database.js';
import type { SuspendableDeadline } from './deadlines/deadlineStates.js';
import { type Dating, datingOf } from './departmentPlans/planDate.js';
import { stepsLoader } from './disclosure/trail.js';
import { visibleCrews, visibleDraws, visiblePlans, visibleVisits } from './disclosure/visible.js';
import { type DoorLoaders, doorLoaders } from './door/doorLoaders.js';
import { visibleFollowUps } from './followUps/visibleFollowUps.js';
import type {
  Amendment,
  CrewSeat,
  DisclosureVersion,
  Draw,
  DrawNonce,
  FollowUp,
  FollowUpStep,
  JointPlan,
  LedgerEntry,
  Leg,
  PlanBatch,
  PlanInvitation,
  PlanMove,
  PlannedItem,
  PlanVersion,
  Recognition,
  Result,
  ResultCorrection,
  ResultDisclosure,
  ResultReview,
  Visit,
  VisitEvent,
  VisitReport,
  VisitStart,
} from './generated/client.js';
import type { PagesLoader } from './lists/pagesOf.js';
import { type PlansLoader, plansLoader } from './lists/plansOf.js';
import { type VisitsLoader, visitsLoader } from './lists/visitsOf.js';
import { type PinnedPack, type PlanRules, pinnedPacks, rulesOfPlans } from './rules/PlanRules.js';

/** A request's context: who asks, and loaders that batch what its resolvers look up one by one. */
export interface JointContext extends RequestContext {
  readonly loaders: Loaders;
}

/**
 * Loaders, one set a request. Plans, draws and visits are those that the asker may see, whichever way they are reached:
 * by a query, by a reference, or through another row.
 */
export interface Loaders extends DoorLoaders {
  readonly plan: DataLoader<string, JointPlan | null>;
  readonly legsOfPlan: DataLoader<string, Leg[]>;
  readonly movesOfPlan: DataLoader<string, PlanMove[]>;
  readonly invitationsOfPlan: DataLoader<string, PlanInvitation[]>;
  readonly versionsOfPlan: DataLoader<string, PlanVersion[]>;
  readonly itemsOfPlan: DataLoader<string, PlannedItem[]>;
  readonly batchesOfPlan: DataLoader<string, PlanBatch[]>;
  readonly draw: DataLoader<string, Draw | null>;
  readonly drawsOfPlan: DataLoader<string, Draw[]>;
  readonly visit: DataLoader<string, Visit | null>;
  /** Whether the asker may see a visit's crew. */
  readonly crewShown: DataLoader<string, boolean>;
  readonly packsOfPlan: DataLoader<string, PinnedPack[]>;
  readonly rulesOfPlan: DataLoader<string, PlanRules>;
  /** What a department's own plans are dated by today. */
  readonly planDating: DataLoader<string, Dating>;
  readonly visitsOfSubject: VisitsLoader;
  readonly visitsOfInspector: VisitsLoader;
  readonly visitsOfDraw: VisitsLoader;
  readonly amendmentsOfDraw: PagesLoader<Amendment>;
  /** Ask `checkTrail` first. */
  readonly stepsOfPlan: PagesLoader<LedgerEntry>;
  readonly plansOfItem: PlansLoader;
  readonly plansOfTask: PlansLoader;
  readonly noncesOfDraw: DataLoader<string, DrawNonce[]>;
  readonly seatsOfVisit: DataLoader<string, CrewSeat[]>;
  /** Seats of a visit that changed hands after the draw, in the order in which they did. */
  readonly changesOfVisit: DataLoader<string, SeatChange[]>;
  readonly resultsOfVisit: DataLoader<string, Result[]>;
  readonly startsOfVisit: DataLoader<string, VisitStart[]>;
  readonly eventsOfVisit: DataLoader<string, VisitEvent[]>;
  readonly reportsOfVisit: DataLoader<string, VisitReport[]>;
  readonly disclosuresOfVisit: DataLoader<string, ResultDisclosure[]>;
  readonly disclosureVersionsOfVisit: DataLoader<string, DisclosureVersion[]>;
  readonly commentsOfVisit: DataLoader<string, AnsweredComment[]>;
  readonly reviewsOfVisit: DataLoader<string, ResultReview[]>;
  readonly correctionsOfVisit: DataLoader<string, ResultCorrection[]>;
  /** Results of a visit as they stood before they were corrected, with why. */
  readonly versionsOfVisit: DataLoader<string, ReplacedResult[]>;
  /** Of a subject, by id: whoever asks, those that everybody may see. */
  readonly publicVisitsOfSubject: VisitsLoader;
  readonly deadlinesOfVisit: DataLoader<string, SuspendableDeadline[]>;
  /** A visit's follow-ups that the asker may see, in the order in which they were opened. */
  readonly followUpsOfVisit: DataLoader<string, FollowUp[]>;
  /** By the follow-up's number. */
  readonly stepsOfFollowUp: DataLoader<string, FollowUpStep[]>;
  /** What other departments recognise of a visit, in the order in which they did. */
  readonly recognitionsOfVisit: DataLoader<string, Recognition[]>;
  readonly plannedItem: DataLoader<string, PlannedItem | null>;
  readonly recognition: DataLoader<number, Recognition | null>;
  /** Ids of the visits in which a recognised result stands in place of a check. */
  readonly citingVisits: DataLoader<number, readonly string[]>;
  /** What is counted in cells of coverage and indicators. */
  readonly figures: FiguresLoader;
  /** How much of caps of visits was used in cells of a year. */
  readonly capUse: CapUseLoader;
  /** What departments counted of their lists up to a day. */
  readonly lists: ListsLoader;
}

/**
 * Makes the loaders of one request.
 * @param now visits become public with time
 */
export function createLoaders(database: Database, rollup: CoverageRollup, viewer: Viewer, now: Date): Loaders {
  const plan = loaderById((ids) =>
    database.jointPlan.findMany({ where: { AND: [{ id: { in: ids } }, visiblePlans(viewer)] } }),
  );
  const figures = figuresLoader(database, rollup, calendarDate(now));
  return {
    plan,
    legsOfPlan: loaderOfGroups(
      (ids) => database.leg.findMany({ where: { planId: { in: ids } }, orderBy: { id: 'asc' } }),
      (leg) => leg.planId,
    ),
    ...historyLoaders(database),
    itemsOfPlan: loaderOfGroups(
      (ids) => database.plannedItem.findMany({ where: { planId: { in: ids } }, orderBy: { itemId: 'asc' } }),
      (item) => item.planId,
    ),
    batchesOfPlan: loaderOfGroups(
      (ids) => database.planBatch.findMany({ where: { planId: { in: ids } }, orderBy: { number: 'asc' } }),
      (batch) => batch.planId,
    ),
    draw: loaderById((ids) => database.draw.findMany({ where: { AND: [{ id: { in: ids } }, visibleDraws(viewer)] } })),
    drawsOfPlan: loaderOfGroups(
      (ids) =>
        database.draw.findMany({
          where: { AND: [{ planId: { in: ids } }, visibleDraws(viewer)] },
          orderBy: { seq: 'asc' },
        }),
      (draw) => draw.planId,
    ),
    visit: loaderById((ids) =>
      database.visit.findMany({ where: { AND: [{ id: { in: ids } }, visibleVisits(viewer, now)] } }),
    ),
    crewShown: new DataLoader(async (ids) => {
      const where = { AND: [{ id: { in: [...ids] } }, visibleCrews(viewer, now)] };
      const shown = new Set((await database.visit.findMany({ where, select: { id: true } })).map(({ id }) => id));
      return ids.map((id) => shown.has(id));
    }),
    planDating: new DataLoader(async (codes) => {
      const dating = await datingOf(database, codes, calendarDate(now));
      return codes.map(() => dating);
    }),
    packsOfPlan: loaderOfGroups(
      (ids) => pinnedPacks(database, ids),
      (pin) => pin.planId,
    ),
    rulesOfPlan: new DataLoader((ids) => rulesOfPlans(database, ids)),
    visitsOfSubject: visitsLoader(database, viewer, now, 'SUBJECT'),
    visitsOfInspector: visitsLoader(database, viewer, now, 'INSPECTOR'),
    visitsOfDraw: visitsLoader(database, viewer, now, 'DRAW'),
    amendmentsOfDraw: amendmentsLoader(database, viewer, now),
    stepsOfPlan: stepsLoader(database, viewer),
    publicVisitsOfSubject: visitsLoader(database, publicViewer, now, 'SUBJECT_ID'),
    plansOfItem: plansLoader(database, viewer, 'ITEM', plan),
    plansOfTask: plansLoader(database, viewer, 'TASK', plan),
    noncesOfDraw: loaderOfGroups(
      (ids) => database.drawNonce.findMany({ where: { drawId: { in: ids } }, orderBy: { department: 'asc' } }),
      (nonce) => nonce.drawId,
    ),
    seatsOfVisit: loaderOfGroups(
      (ids) =>
        database.crewSeat.findMany({
          where: { visitId: { in: ids } },
          orderBy: [{ department: 'asc' }, { number: 'asc' }],
        }),
      (seat) => seat.visitId,
    ),
    changesOfVisit: loaderOfGroups(
      async (ids) => {
        const where = { visitIds: { hasSome: ids } };
        const amendments = await database.amendment.findMany({ where, orderBy: { number: 'asc' } });
        return amendments.flatMap(changesOf);
      },
      (change) => change.visitId,
    ),
    resultsOfVisit: loaderOfGroups(
      (ids) => database.result.findMany({ where: { visitId: { in: ids } } }),
      (result) => result.visitId,
    ),
    ...partLoaders(database),
    ...doorLoaders(database),
    ...followUpLoaders(database, viewer),
    recognitionsOfVisit: loaderOfGroups(
      (ids) => database.recognition.findMany({ where: { citedVisitId: { in: ids } }, orderBy: { seq: 'asc' } }),
      (recognition) => recognition.citedVisitId,
    ),
    plannedItem: loaderById((ids) => database.plannedItem.findMany({ where: { id: { in: ids } } })),
    ...recognitionLoaders(database),
    figures,
    capUse: capUseLoader(database, figures, calendarDate(now)),
    lists: listsLoader(database),
  };
}

/** Loaders of recognised results, and of where they stand in place of checks. */
function recognitionLoaders(database: Database): Pick<Loaders, 'recognition' | 'citingVisits'> {
  return {
    recognition: new DataLoader(async (seqs) => {
      const rows = await database.recognition.findMany({ where: { seq: { in: [...seqs] } } });
      const bySeq = new Map(rows.map((row) => [row.seq, row]));
      return seqs.map((seq) => bySeq.get(seq) ?? null);
    }),
    citingVisits: new DataLoader(async (seqs) => {
      const rows = await database.result.findMany({
        where: { recognitionSeq: { in: [...seqs] } },
        select: { recognitionSeq: true, visitId: true },
        orderBy: [{ recordedAt: 'asc' }, { visitId: 'asc' }],
      });
      return seqs.map((seq) => {
        const citing = rows.filter(({ recognitionSeq }) => recognitionSeq === seq);
        return [...new Set(citing.map(({ visitId }) => visitId))];
      });
    }),
  };
}

/** Loaders of how plans came about. */
function historyLoaders(database: Database): Pick<Loaders, 'movesOfPlan' | 'invitationsOfPlan' | 'versionsOfPlan'> {
  const ofPlan = <Row extends { readonly planId: string }>(
    fetch: (where: { planId: { in: string[] } }) => Promise<readonly Row[]>,
  ) =>
    loaderOfGroups<Row>(
      (ids) => fetch({ planId: { in: ids } }),
      ({ planId }) => planId,
    );
  return {
    movesOfPlan: ofPlan((where) => database.planMove.findMany({ where, orderBy: { number: 'asc' } })),
    invitationsOfPlan: ofPlan((where) => database.planInvitation.findMany({ where, orderBy: { department: 'asc' } })),
    versionsOfPlan: ofPlan((where) => database.planVersion.findMany({ where, orderBy: { number: 'asc' } })),
  };
}

type PartLoaders = Pick<
  Loaders,
  | 'startsOfVisit'
  | 'eventsOfVisit'
  | 'reportsOfVisit'
  | 'disclosuresOfVisit'
  | 'disclosureVersionsOfVisit'
  | 'commentsOfVisit'
  | 'reviewsOfVisit'
  | 'correctionsOfVisit'
  | 'versionsOfVisit'
  | 'deadlinesOfVisit'
>;

/** Loaders of what has happened to visits. */
function partLoaders(database: Database): PartLoaders {
  const ofVisit = <Row extends { readonly visitId: string }>(
    fetch: (where: { visitId: { in: string[] } }) => Promise<readonly Row[]>,
  ) =>
    loaderOfGroups<Row>(
      (ids) => fetch({ visitId: { in: ids } }),
      ({ visitId }) => visitId,
    );
  return {
    startsOfVisit: ofVisit((where) => database.visitStart.findMany({ where, orderBy: { department: 'asc' } })),
    eventsOfVisit: ofVisit((where) =>
      database.visitEvent.findMany({ where, orderBy: [{ department: 'asc' }, { on: 'asc' }, { recordedAt: 'asc' }] }),
    ),
    reportsOfVisit: ofVisit((where) => database.visitReport.findMany({ where, orderBy: { department: 'asc' } })),
    disclosuresOfVisit: ofVisit((where) =>
      database.resultDisclosure.findMany({ where, orderBy: [{ department: 'asc' }, { recordedAt: 'asc' }] }),
    ),
    disclosureVersionsOfVisit: ofVisit((where) =>
      database.disclosureVersion.findMany({ where, orderBy: { number: 'asc' } }),
    ),
    commentsOfVisit: ofVisit((where) =>
      database.resultComment.findMany({ where, orderBy: { seq: 'asc' }, include: { answer: true } }),
    ),
    reviewsOfVisit: ofVisit((where) => database.resultReview.findMany({ where, orderBy: { seq: 'asc' } })),
    correctionsOfVisit: ofVisit((where) => database.resultCorrection.findMany({ where, orderBy: { seq: 'asc' } })),
    versionsOfVisit: ofVisit((where) =>
      database.resultVersion.findMany({ where, orderBy: { number: 'asc' }, include: { correction: true } }),
    ),
    deadlinesOfVisit: ofVisit((where) =>
      database.deadline.findMany({
        where,
        orderBy: [{ due: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
        include: { suspensions: { orderBy: { first: 'asc' } } },
      }),
    ),
  };
}

/** Loaders of what is done about the problems that visits found. */
function followUpLoaders(database: Database, viewer: Viewer): Pick<Loaders, 'followUpsOfVisit' | 'stepsOfFollowUp'> {
  return {
    followUpsOfVisit: loaderOfGroups(
      (ids) => {
        const where = { AND: [{ visitId: { in: ids } }, visibleFollowUps(viewer)] };
        return database.followUp.findMany({ where, orderBy: { seq: 'asc' } });
      },
      ({ visitId }) => visitId,
    ),
    stepsOfFollowUp: loaderOfGroups(
      (seqs) =>
        database.followUpStep.findMany({
          where: { followUpSeq: { in: seqs.map(Number) } },
          orderBy: { number: 'asc' },
        }),
      ({ followUpSeq }) => String(followUpSeq),
    ),
  };
}
