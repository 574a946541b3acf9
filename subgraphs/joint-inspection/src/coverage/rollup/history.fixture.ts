import fc from 'fast-check';
import { heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../../amendments/amendments.fixture.js';
import { followUpId } from '../../followUps/followUpIds.js';
import { tryAct } from '../../followUps/followUps.fixture.js';
import { inspector, type JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import { subjectOf, VOID } from '../../jointDraws.fixture.js';
import { type ActName, PENALTY, tryTo } from '../../visits/jointVisits.fixture.js';

const DAY_MS = 86_400_000;
const OUTSIDE = 'mutation ($input: OutsideVisitInput!) { filed: recordOutsideVisit(input: $input) { id } }';
const EXCEPTION = 'mutation ($input: CapExceptionInput!) { filed: fileCapException(input: $input) { id } }';
const SUSPEND = 'mutation ($input: SuspendDeadlineInput!) { deadline: suspendDeadline(input: $input) { id } }';
const RESUME = 'mutation ($input: ResumeDeadlineInput!) { deadline: resumeDeadline(input: $input) { id } }';

/** What results say, by lot. */
const FOUND = [
  ['NO_PROBLEM'],
  ['CORRECTION_ORDERED', 'NOT_PUBLISHED'],
  ['NO_SUCH_BUSINESS'],
  ['NO_PROBLEM'],
  ['UNREACHABLE'],
] as const;

/** What follows a result needs one. */
const FOLLOWING: ReadonlySet<string> = new Set(['disclose', 'revise', 'report', 'penalty', 'correct', 'handle']);

/** What happens, with lots that pick to whom. */
export const act = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('results' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'disclose' as const,
        'revise' as const,
        'report' as const,
        'penalty' as const,
        'correct' as const,
      ),
    },
    {
      weight: 7,
      arbitrary: fc.constantFrom(
        'start' as const,
        'checkIn' as const,
        'absent' as const,
        'notFound' as const,
        'cite' as const,
        'handle' as const,
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom('swap' as const, 'stepOut' as const, 'outside' as const, 'except' as const),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom('suspend' as const, 'resume' as const, 'follow' as const, 'later' as const),
    },
  ),
  department: fc.constantFrom('fire-rescue', 'health'),
  lots: fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)),
});

export type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens to draws, one act after another; rules may forbid it. */
export class History {
  readonly #city: JointCity;
  readonly #drawIds: readonly string[];

  constructor(city: JointCity, drawIds: readonly string[]) {
    this.#city = city;
    this.#drawIds = drawIds;
  }

  /** Does something. @returns whether it was permitted */
  async happen(chosen: Act): Promise<boolean> {
    const { what, lots } = chosen;
    const today = this.#today();
    switch (what) {
      case 'results':
        return await this.#record(chosen);
      case 'disclose': {
        const notPublic = lots[2] % 3 === 0 ? 'TRADE_SECRET' : null;
        return await this.#act('discloseResults', chosen, { kind: 'RESULTS', notPublic });
      }
      case 'revise': {
        const notPublic = lots[2] % 2 === 0 ? 'TRADE_SECRET' : null;
        return await this.#act('reviseDisclosure', chosen, { kind: 'RESULTS', notPublic, explanation: '复核' });
      }
      case 'report': {
        const sections = [{ section: 'CONTENT', text: '内容' }];
        return await this.#act('fileReport', chosen, { completedOn: today, sections });
      }
      case 'penalty':
        return await this.#act('recordPenaltyDecision', chosen, {
          decision: `罚〔${lots[2]}〕`,
          decidedOn: today,
          penalty: PENALTY,
        });
      case 'correct':
        return await this.#correct(chosen);
      case 'start':
      case 'checkIn':
        return await this.#arrive(chosen);
      case 'absent':
        return await this.#outcome(chosen, 'CREW_ABSENT');
      case 'notFound':
        return await this.#outcome(chosen, 'NOT_FOUND');
      case 'cite':
        return await this.#cite(chosen);
      case 'handle':
        return await this.#handle(chosen);
      case 'swap':
      case 'stepOut':
        return await this.#amend(chosen);
      case 'outside':
      case 'except':
        return await this.#file(chosen);
      case 'suspend':
        return await this.#moveDeadline(SUSPEND, chosen, { reason: 'TESTING', explanation: '送检' });
      case 'resume':
        return await this.#moveDeadline(RESUME, chosen, { on: today });
      case 'later':
        this.#city.now = new Date(this.#city.now.getTime() + (1 + (lots[0] % 4)) * DAY_MS);
        return true;
      case 'follow':
        return true;
    }
  }

  /** Does something to whom it is permitted first. @returns whether there is anybody */
  async once(what: Act['what']): Promise<boolean> {
    for (let lot = 0; lot < 60; lot += 1) {
      for (const department of ['fire-rescue', 'health'] as const) {
        if (await this.happen({ what, department, lots: [lot, lot, lot + 1] })) return true;
      }
    }
    return false;
  }

  /** Voids a draw, whatever came of it. */
  async void(id: string): Promise<void> {
    await this.#city.data(lead, VOID, { id, why: '有误' });
  }

  #today(): string {
    return this.#city.now.toISOString().slice(0, 10);
  }

  /** A visit of the department; one of few, so that several acts meet. */
  async #visitOf({ what, department, lots: [lot, draw] }: Act) {
    const drawId = this.#drawIds[draw % this.#drawIds.length] ?? '';
    const ended = { events: { some: { department, kind: 'RESULT_RECORDED' } } };
    const visits = await this.#city.database.visit.findMany({
      where: { drawId, departments: { has: department }, ...(FOLLOWING.has(what) && ended) },
      orderBy: { id: 'asc' },
      include: { seats: true },
    });
    return visits[lot % Math.min(visits.length, 6)];
  }

  async #act(name: ActName, chosen: Act, parts: object): Promise<boolean> {
    const visit = await this.#visitOf(chosen);
    if (visit === undefined) return false;
    const input = { visitId: visit.id, ...parts };
    const { errors } = await tryTo(this.#city, officerOf(chosen.department), name, input);
    return errors === undefined;
  }

  /** Planned items of a department in a visit that have no result. */
  async #open(department: string, { id, drawId }: { readonly id: string; readonly drawId: string }) {
    return await this.#city.database.plannedItem.findMany({
      where: { plan: { draws: { some: { id: drawId } } }, leg: { department }, results: { none: { visitId: id } } },
      orderBy: { id: 'asc' },
    });
  }

  async #record(chosen: Act): Promise<boolean> {
    const visit = await this.#visitOf(chosen);
    if (visit === undefined) return false;
    const { lots } = chosen;
    const results = FOUND[lots[2] % FOUND.length];
    const items = (await this.#open(chosen.department, visit))
      .slice(0, 1 + (lots[2] % 2))
      .map(({ id: plannedItemId }) => ({ plannedItemId, results, findings: '记录' }));
    return await this.#act('recordResults', chosen, { inspectedOn: visit.inspectedOn ?? this.#today(), items });
  }

  /** Corrects a result of the department; it may then have no problem any more, or one that it had not. */
  async #correct(chosen: Act): Promise<boolean> {
    const visit = await this.#visitOf(chosen);
    const leg = { department: chosen.department };
    const result = await this.#city.database.result.findFirst({
      where: { visitId: visit?.id ?? '', plannedItem: { leg } },
      orderBy: { plannedItemId: 'asc' },
    });
    if (result === null) return false;
    const { plannedItemId } = result;
    const results = result.results.includes('NO_PROBLEM') ? ['CORRECTION_ORDERED'] : ['NO_PROBLEM'];
    const items = [{ plannedItemId, results, findings: '复核' }];
    return await this.#act('correctResult', chosen, { items, reason: 'NEW_FACTS', explanation: '复核' });
  }

  /** Some of a team come to the door, told by an officer, or one by one. */
  async #arrive(chosen: Act): Promise<boolean> {
    const visit = await this.#visitOf(chosen);
    const team =
      visit?.seats.filter((seat) => seat.department === chosen.department && seat.inspectorId !== null) ?? [];
    const officers = team.map((seat) => seat.inspectorId ?? '').slice(chosen.lots[2] % 2);
    if (chosen.what === 'start') return await this.#act('startVisit', chosen, { officers });
    const viewer = inspector(officers[0] ?? '');
    return (await tryTo(this.#city, viewer, 'checkIn', { visitId: visit?.id })).errors === undefined;
  }

  async #outcome(chosen: Act, kind: string): Promise<boolean> {
    const visit = await this.#visitOf(chosen);
    const on = visit?.inspectedOn ?? this.#today();
    return await this.#act('recordVisitOutcome', chosen, { kind, on, account: '记录' });
  }

  /** Cites another department's result for the same subject in place of a check, in a visit that both make. */
  async #cite({ department, lots: [lot] }: Act): Promise<boolean> {
    const results = await this.#city.database.result.findMany({
      where: {
        visit: { draw: { phase: 'DRAWN' }, departments: { has: department } },
        recognitionSeq: null,
        plannedItem: { leg: { department: { not: department } } },
      },
      orderBy: [{ visitId: 'asc' }, { plannedItemId: 'asc' }],
      include: { visit: true },
    });
    const cited = results[lot % Math.max(1, results.length)];
    const [item] = cited === undefined ? [] : await this.#open(department, cited.visit);
    if (cited === undefined || item === undefined) return false;
    const { visitId, plannedItemId, visit } = cited;
    const items = [{ plannedItemId: item.id, recognised: { visitId, plannedItemId } }];
    const input = { visitId, inspectedOn: visit.inspectedOn, items };
    return (await tryTo(this.#city, officerOf(department), 'recordResults', input)).errors === undefined;
  }

  /** Hands what was found to another department, which decides on a penalty. */
  async #handle(chosen: Act): Promise<boolean> {
    const { department, lots } = chosen;
    const visit = await this.#visitOf(chosen);
    const found = await this.#city.database.followUp.findMany({
      where: { visitId: visit?.id ?? '', department, state: 'OPEN', holder: department },
      orderBy: { seq: 'asc' },
    });
    const followUpIds = found.map(({ seq }) => followUpId(seq));
    const on = this.#today();
    const reference = `水罚〔${lots[2]}〕号`;
    for (const [by, name, parts] of [
      [department, 'TRANSFER', { to: 'water', reference, dueOn: on }],
      ['water', 'ACCEPTED', { dueOn: on }],
      ['water', 'CASE', { reference }],
      ['water', 'PENALTY', { reference, penalty: PENALTY }],
    ] as const) {
      const input = { followUpIds, act: name, on, ...parts };
      if ((await tryAct(this.#city, officerOf(by), input)).errors !== undefined) return false;
    }
    return true;
  }

  /** Suspends or resumes a deadline. */
  async #moveDeadline(mutation: string, { department, lots: [lot] }: Act, parts: object): Promise<boolean> {
    const open = await this.#city.database.deadline.findMany({
      where: { department, closedOn: null },
      orderBy: { id: 'asc' },
    });
    const deadlineId = open[lot % Math.max(1, open.length)]?.id;
    if (deadlineId === undefined) return false;
    const input = { deadlineId, ...parts };
    return (await this.#city.refusal(officerOf(department), mutation, { input })) === null;
  }

  async #amend({ what, department, lots: [lot, draw, other] }: Act): Promise<boolean> {
    const drawId = this.#drawIds[draw % this.#drawIds.length] ?? '';
    const seats = await heldSeats(this.#city, drawId, department);
    const [one, two] = [seats[lot % seats.length], seats[other % seats.length]];
    if (one === undefined || two === undefined) return false;
    const [mutation, input] =
      what === 'swap' ? [SWAP, swapInput(drawId, one, two)] : [STEP_OUT, stepOutInput(drawId, one)];
    return (await this.#city.refusal(lead, mutation, { input })) === null;
  }

  /** A visit that no lot decided, or an exception from the cap. */
  async #file({ what, department, lots: [lot, , other] }: Act): Promise<boolean> {
    const filed = { subjectId: subjectOf(lot % 64), evidence: { text: '热线' } };
    const itemId = `${department}:item:I1`;
    const results = other % 3 === 0 ? [{ itemId, results: ['UNREACHABLE'], findings: '查无此处' }] : null;
    const visit = { ...filed, source: 'COMPLAINT', itemIds: [itemId], inspectedOn: this.#today(), results };
    const [mutation, input] =
      what === 'outside' ? [OUTSIDE, visit] : [EXCEPTION, { ...filed, year: 2026, code: 'COMPLAINT' }];
    return (await this.#city.refusal(officerOf(department), mutation, { input })) === null;
  }
}
