import type { Viewer } from '@onevisit/kit';
import type { RuleOf } from '@onevisit/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';
import {
  type ActName,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  PENALTY,
  recordAll,
  refusalOf,
  tryTo,
} from '../visits/jointVisits.fixture.js';

const HEALTH = officerOf('health');
const AT_DRAW = { convene: { disclosure: 'AT_DRAW' } };
const DISCLOSURE: RuleOf<'disclosure'> = {
  results: { within: 20, from: 'RESULT_RECORDED' },
  feedback: 'NOT_ASKED',
  promptly: false,
  notPublic: ['TRADE_SECRET'],
};

let city: JointCity;
let drawn: DrawnVisits;
let visit: JointVisit;
let subject: Viewer;

beforeAll(async () => {
  city = await JointCity.open();
  const objection: RuleOf<'objection'> = { within: 5, from: 'RESULTS_DISCLOSED', answerWithin: 3 };
  drawn = await drawnVisits(city, { disclosure: DISCLOSURE, objection }, AT_DRAW);
});
afterAll(() => city.close());
beforeEach(async () => {
  await begin(drawn);
});

/** Takes a visit; health has found a problem in it. */
async function begin(visits: DrawnVisits): Promise<void> {
  city.now = new Date('2026-05-18T04:00:00Z');
  visit = await visits.take();
  subject = { role: 'subject', sub: 's', subject: visit.subjectId };
  const found = { results: ['CORRECTION_ORDERED'], findings: '台账缺失' };
  await recordAll(city, visit, 'health', '2026-05-18', found);
}

const act = async (viewer: Viewer, name: ActName, input: object): Promise<void> => {
  const { errors } = await tryTo(city, viewer, name, input);
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
};
const disclose = (parts: object = {}): Promise<void> =>
  act(HEALTH, 'discloseResults', { visitId: visit.id, kind: 'RESULTS', ...parts });
const objecting = (parts: object = {}) => ({
  visitId: visit.id,
  department: 'health',
  kind: 'OBJECTION',
  text: '台账当日已出示',
  ...parts,
});
const clean = () => [{ plannedItemId: visit.items.health?.[0], results: ['NO_PROBLEM'] }];
const correcting = (parts: object = {}) => ({
  visitId: visit.id,
  items: clean(),
  reason: 'CLERICAL_ERROR',
  explanation: '录错一行',
  ...parts,
});

interface SeenResult {
  readonly results: readonly string[];
  readonly version: number;
  readonly correctedAt: string | null;
  readonly versions?: readonly {
    readonly number: number;
    readonly results: readonly string[];
    readonly reason: string;
  }[];
}
interface Recognised {
  readonly recognised: { readonly id: string; readonly validTo: string };
}
interface Outcome {
  readonly items: readonly { readonly legId: string; readonly result: SeenResult | null }[];
  readonly comments?: readonly { readonly id: string; readonly kind: string; readonly answer: object | null }[];
  readonly corrections?: readonly { readonly id: string; readonly state: string }[];
  readonly deadlines?: readonly { readonly kind: string; readonly state: string; readonly due: string }[];
}

const PUBLIC = 'items { legId result { results version correctedAt } }';
const OWN = `items { legId result { results version correctedAt versions { number results reason } } }
  comments { id kind answer { verdict text } }`;
const INSIDE = `${OWN} corrections { id state reason drawnUpBy reviewedBy items { planned { id } results } } deadlines { kind state due }`;

async function seen(viewer: Viewer, fields: string): Promise<Outcome> {
  const query = `query ($id: ID!) { visit(id: $id) { ${fields} } }`;
  const { visit: found } = await city.data<{ visit: Outcome }>(viewer, query, { id: visit.id });
  return found;
}
const resultFor = async (viewer: Viewer, fields: string): Promise<SeenResult | null> =>
  (await seen(viewer, fields)).items.find(({ legId }) => legId.startsWith('health'))?.result ?? null;
const deadlineOf = async (kind: string) => (await seen(lead, INSIDE)).deadlines?.find((row) => row.kind === kind);
const lastComment = async (): Promise<string> => (await seen(lead, INSIDE)).comments?.at(-1)?.id ?? '';

describe('an objection', () => {
  it('is raised of a published result within its days, and answered within others', async () => {
    expect(await refusalOf(city, subject, 'commentOnResult', objecting())).toBe('OV_JOINT_NO_FEEDBACK');
    await disclose();
    expect(await refusalOf(city, subject, 'commentOnResult', objecting({ kind: 'COMMENT' }))).toBe(
      'OV_JOINT_NO_FEEDBACK',
    );
    expect(await deadlineOf('OBJECTION')).toMatchObject({ state: 'RUNNING', due: '2026-05-25' });
    const foreign = objecting({ itemIds: visit.items['fire-rescue'] });
    expect(await refusalOf(city, subject, 'commentOnResult', foreign)).toBe('OV_JOINT_ITEM_NOT_YOURS');
    await act(subject, 'commentOnResult', objecting());
    expect(await refusalOf(city, subject, 'commentOnResult', objecting())).toBe('OV_JOINT_OBJECTION_OPEN');
    expect(await deadlineOf('ANSWER')).toMatchObject({ due: '2026-05-21' });
    city.now = new Date('2026-05-22T04:00:00Z');
    const overdue = `{ deadlines(filter: { state: OVERDUE, kind: ANSWER }) { nodes { visit { id } objectionId decision } } }`;
    const { deadlines } = await city.data<{ deadlines: { nodes: readonly object[] } }>(HEALTH, overdue);
    const objectionId = await lastComment();
    expect(deadlines.nodes).toContainEqual({ visit: { id: visit.id }, objectionId, decision: null });
    await act(HEALTH, 'answerComment', { commentId: objectionId, verdict: 'REJECTED', text: '现场未出示' });
    expect(await deadlineOf('ANSWER')).toMatchObject({ state: 'MET_LATE' });
    expect((await seen(subject, OWN)).comments).toMatchObject([
      { answer: { verdict: 'REJECTED', text: '现场未出示' } },
    ]);
    expect(await resultFor(anyone, PUBLIC)).toEqual({ results: ['CORRECTION_ORDERED'], version: 1, correctedAt: null });
  });

  it('that comes late is refused, and lapses', async () => {
    await disclose();
    city.now = new Date('2026-05-26T04:00:00Z');
    expect(await refusalOf(city, subject, 'commentOnResult', objecting())).toBe('OV_JOINT_COMMENT_LATE');
    expect(await deadlineOf('OBJECTION')).toMatchObject({ state: 'LAPSED' });
  });

  it('that is upheld corrects the result in the same act, and keeps what stood', async () => {
    await disclose();
    await act(subject, 'commentOnResult', objecting());
    const answer = { commentId: await lastComment(), verdict: 'UPHELD', text: '台账属实' };
    const refuse = (parts: object, viewer: Viewer = HEALTH) =>
      refusalOf(city, viewer, 'answerComment', { ...answer, items: clean(), ...parts });
    expect(await refuse({ items: null })).toBe('OV_JOINT_VERDICT');
    expect(await refuse({ verdict: 'NOTED', items: null })).toBe('OV_JOINT_VERDICT');
    expect(await refuse({ text: ' ' })).toBe('OV_JOINT_WORDS');
    expect(await refuse({}, officerOf('fire-rescue'))).toBe('OV_JOINT_UNKNOWN_COMMENT');
    await act(HEALTH, 'answerComment', { ...answer, items: clean() });
    expect(await refuse({})).toBe('OV_JOINT_ANSWERED');
    const correctedAt = city.now.toISOString();
    expect(await resultFor(anyone, PUBLIC)).toEqual({ results: ['NO_PROBLEM'], version: 2, correctedAt });
    for (const viewer of [subject, HEALTH, auditor]) {
      expect((await resultFor(viewer, OWN))?.versions).toEqual([
        { number: 1, results: ['CORRECTION_ORDERED'], reason: 'OBJECTION_UPHELD' },
      ]);
    }
    expect(
      (
        await resultFor(
          officerOf('water'),
          'items { legId result { results version correctedAt versions { number } } }',
        )
      )?.versions,
    ).toEqual([]);
    expect(
      await city.refusal(anyone, `{ visit(id: "${visit.id}") { items { result { versions { number } } } } }`),
    ).toBe('OV_KIT_FORBIDDEN');
    expect(await deadlineOf('ANSWER')).toMatchObject({ state: 'MET' });
  });
});

describe('a correction without an objection', () => {
  it('has a reason, changes something, and stands on the ledger with what it replaced', async () => {
    const refuse = (parts: object, viewer: Viewer = HEALTH) =>
      refusalOf(city, viewer, 'correctResult', correcting(parts));
    expect(await refuse({ explanation: '' })).toBe('OV_JOINT_WORDS');
    const unkept = clean().map((item) => ({ ...item, findings: '台账\u0000' }));
    expect(await refuse({ items: unkept })).toBe('OV_JOINT_TEXT');
    expect(await refuse({ reason: 'OBJECTION_UPHELD' })).toBe('OV_JOINT_CORRECTION_REASON');
    expect(await refuse({ items: [] })).toBe('OV_JOINT_NO_RESULTS');
    expect(await refuse({ items: [...clean(), ...clean()] })).toBe('OV_JOINT_CORRECTION_NO_RESULT');
    expect(await refuse({}, officerOf('fire-rescue'))).toBe('OV_JOINT_ITEM_NOT_YOURS');
    const same = clean().map((item) => ({ ...item, results: ['CORRECTION_ORDERED'], findings: '台账缺失' }));
    expect(await refuse({ items: same })).toBe('OV_JOINT_CORRECTION_SAME');
    expect(await refuse({ items: clean().map((item) => ({ ...item, results: ['UNREACHABLE'] })) })).toBe(
      'OV_JOINT_FINDINGS_MISSING',
    );
    const before = await seen(lead, 'deadlines { kind state due }');
    expect((await resultFor(HEALTH, OWN))?.version).toBe(1);

    await act(HEALTH, 'correctResult', correcting());
    expect(await resultFor(HEALTH, OWN)).toMatchObject({ version: 2, results: ['NO_PROBLEM'] });
    expect(await seen(lead, 'deadlines { kind state due }')).toEqual(before);
    const { ledger } = await city.data(auditor, '{ ledger(first: 1) { nodes { action actor detail } } }');
    const [entry] = ledger.nodes;
    expect(entry?.action).toBe('visit.correct');
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({
      department: 'health',
      reason: 'CLERICAL_ERROR',
      before: [{ plannedItemId: visit.items.health?.[0], version: 1, results: ['CORRECTION_ORDERED'] }],
      items: clean(),
      records: [],
    });
    await act(HEALTH, 'correctResult', correcting({ items: same, reason: 'NEW_FACTS' }));
    expect((await resultFor(auditor, OWN))?.versions?.map(({ number, reason }) => [number, reason])).toEqual([
      [1, 'CLERICAL_ERROR'],
      [2, 'NEW_FACTS'],
    ]);
  });
});

describe('recognitions', () => {
  const WATER = officerOf('water');
  const RECOGNISE = `mutation ($input: RecogniseResultInput!) { recognised: recogniseResult(input: $input) { id validTo } }`;

  beforeAll(() => adoptRules(city, { 'mutual-recognition': { validDays: 30, citable: 'NO_PROBLEM' } }, 'water'));
  beforeEach(async () => {
    await recordAll(city, visit, 'fire-rescue', '2026-05-18');
    for (const code of ['health', 'fire-rescue']) {
      await act(officerOf(code), 'discloseResults', { visitId: visit.id, kind: 'RESULTS' });
    }
    city.now = new Date('2026-05-20T04:00:00Z');
  });

  const citing = (department: string, itemId: string) => {
    const cited = { citedVisitId: visit.id, citedPlannedItemId: visit.items[department]?.[0] };
    return { input: { subjectId: visit.subjectId, itemId, ...cited } };
  };
  const endedOn = async (): Promise<readonly (string | null)[]> => {
    const where = { citedVisitId: visit.id };
    const rows = await city.database.recognition.findMany({ where, orderBy: { seq: 'asc' } });
    return rows.map((row) => row.endedOn);
  };
  const endedBy = async (): Promise<unknown> => {
    const where = { target: visit.id, action: 'visit.correct' };
    const step = await city.database.ledgerEntry.findFirstOrThrow({ where, orderBy: { seq: 'desc' } });
    return JSON.parse(step.detail).endedRecognitions;
  };
  const correctToProblem = () => {
    const items = clean().map((item) => ({ ...item, results: ['FOLLOW_UP_PENDING'], findings: '台账缺失' }));
    return act(HEALTH, 'correctResult', correcting({ items }));
  };

  it('of a result end with a correction that finds a problem, and no other; and hold again once it is corrected back', async () => {
    await act(HEALTH, 'correctResult', correcting());
    const { recognised } = await city.data<Recognised>(WATER, RECOGNISE, citing('health', 'water:item:W1'));
    await city.data<Recognised>(WATER, RECOGNISE, citing('fire-rescue', 'water:item:W1'));
    await act(HEALTH, 'correctResult', correcting({ items: clean().map((item) => ({ ...item, method: 'WRITTEN' })) }));
    expect([await endedBy(), await endedOn()]).toEqual([[], [null, null]]);
    await correctToProblem();
    expect([await endedBy(), await endedOn()]).toEqual([[recognised.id], ['2026-05-20', null]]);
    const again = citing('health', 'water:item:W1');
    expect(await city.refusal(WATER, RECOGNISE, again)).toBe('OV_JOINT_RECOGNITION_CONCLUSION');
    await act(HEALTH, 'correctResult', correcting());
    expect((await city.data<Recognised>(WATER, RECOGNISE, again)).recognised).toEqual(recognised);
    expect(await endedOn()).toEqual([null, null]);
  });

  it('by rules that let any conclusion be cited stand whatever is corrected', async () => {
    await adoptRules(city, { 'mutual-recognition': { validDays: 30 } }, 'civil-air-defence');
    const any = { ...citing('health', 'civil-air-defence:item:C1') };
    await city.data<Recognised>(officerOf('civil-air-defence'), RECOGNISE, any);
    await act(HEALTH, 'correctResult', correcting());
    await correctToProblem();
    expect([await endedBy(), await endedOn()]).toEqual([[], [null]]);
  });
});

it('what came of a visit that could not be made is corrected as any result is', async () => {
  visit = await drawn.take();
  await act(HEALTH, 'startVisit', { visitId: visit.id, officers: visit.crew.health });
  await act(HEALTH, 'recordVisitOutcome', { visitId: visit.id, kind: 'NOT_FOUND', account: '按登记地址未找到' });
  expect(await resultFor(HEALTH, PUBLIC)).toMatchObject({ results: ['UNREACHABLE'] });
  await act(HEALTH, 'correctResult', correcting({ explanation: '地址抄错' }));
  expect(await resultFor(HEALTH, PUBLIC)).toMatchObject({ results: ['NO_PROBLEM'], version: 2 });
});

it('a firm learns by guessing no more than that there is no such visit, until it is told or a result is published', async () => {
  await begin(await drawnVisits(city, { disclosure: DISCLOSURE }, { convene: { disclosure: 'AFTER_WINDOW' } }));
  for (const visitId of [visit.id, `${visit.id.slice(0, -1)}9`]) {
    expect(await refusalOf(city, subject, 'commentOnResult', { ...objecting(), visitId })).toBe(
      'OV_JOINT_UNKNOWN_VISIT',
    );
  }
  await disclose();
  await act(subject, 'commentOnResult', objecting());
});

describe('where the rules ask for a review', () => {
  const leader: Viewer = { role: 'leader', sub: 'zhao', department: 'health' };
  const second: Viewer = { role: 'officer', sub: 'qian', department: 'health' };
  const review = (parts: object = {}) => ({ visitId: visit.id, approve: true, ...parts });
  const input = { kind: 'RESULTS' };
  let reviewed: DrawnVisits;
  beforeAll(async () => {
    reviewed = await drawnVisits(city, { disclosure: { ...DISCLOSURE, review: 'LEADER' } }, AT_DRAW);
  });
  beforeEach(() => begin(reviewed));

  it('nothing is disclosed that the leader has not approved as it stands', async () => {
    const refuse = () => refusalOf(city, HEALTH, 'discloseResults', { visitId: visit.id, ...input });
    expect(await refuse()).toBe('OV_JOINT_REVIEW_MISSING');
    expect(await refusalOf(city, second, 'reviewResults', review())).toBe('OV_JOINT_REVIEW_BY');
    const wang: Viewer = { role: 'leader', sub: 'wang', department: 'health' };
    expect(await refusalOf(city, wang, 'reviewResults', review())).toBe('OV_JOINT_REVIEW_OWN');
    expect(await refusalOf(city, leader, 'reviewResults', review({ approve: false }))).toBe('OV_JOINT_WORDS');
    await act(leader, 'reviewResults', review({ approve: false, text: '请核对' }));
    expect(await refuse()).toBe('OV_JOINT_REVIEW_MISSING');
    await act(leader, 'reviewResults', review());
    await act(HEALTH, 'correctResult', correcting());
    expect(await refuse()).toBe('OV_JOINT_REVIEW_MISSING');
    await act(leader, 'reviewResults', review());
    await disclose();
    const query = `query ($id: ID!) { visit(id: $id) { reviews { approved text by } reports { form } items { result { findings } } } }`;
    const { visit: inside } = await city.data<{ visit: { reviews: readonly object[] } }>(leader, query, {
      id: visit.id,
    });
    expect(inside.reviews.map((row) => (row as { approved: boolean }).approved)).toEqual([false, true, true]);
  });

  it('a disclosure is revised by a second person, the leader; what is published is approved as it stands', async () => {
    await act(leader, 'reviewResults', review());
    await disclose({ notPublic: 'TRADE_SECRET' });
    const revision = { visitId: visit.id, kind: 'RESULTS', explanation: '并非商业秘密' };
    for (const viewer of [HEALTH, second]) {
      expect(await refusalOf(city, viewer, 'reviseDisclosure', revision)).toBe('OV_JOINT_REVIEW_BY');
    }
    await act(HEALTH, 'recordPenaltyDecision', {
      visitId: visit.id,
      penalty: PENALTY,
      decision: '罚2026-2',
      decidedOn: '2026-05-18',
    });
    expect(await refusalOf(city, leader, 'reviseDisclosure', revision)).toBe('OV_JOINT_REVIEW_MISSING');
    await act(leader, 'reviewResults', review());
    await act(leader, 'reviseDisclosure', revision);
    const again = { ...revision, notPublic: 'TRADE_SECRET' };
    expect(await refusalOf(city, leader, 'reviseDisclosure', again)).toBe('OV_JOINT_REVIEW_OWN');
  });

  it('a correction of what is disclosed waits for one, and what was approved goes on standing', async () => {
    await act(leader, 'reviewResults', review());
    await disclose();
    await act(subject, 'commentOnResult', objecting());
    const answer = { commentId: await lastComment(), verdict: 'UPHELD', text: '台账属实', items: clean() };
    const unexplained = [{ ...clean()[0], results: ['UNREACHABLE'] }];
    expect(await refusalOf(city, second, 'answerComment', { ...answer, items: unexplained })).toBe(
      'OV_JOINT_FINDINGS_MISSING',
    );
    await act(second, 'answerComment', answer);
    expect(await resultFor(anyone, PUBLIC)).toEqual({ results: ['CORRECTION_ORDERED'], version: 1, correctedAt: null });
    expect(await deadlineOf('ANSWER')).toMatchObject({ state: 'RUNNING' });
    const [{ id = '', state = '' } = {}] = (await seen(leader, INSIDE)).corrections ?? [];
    expect(state).toBe('PENDING');
    expect(await refusalOf(city, HEALTH, 'correctResult', correcting())).toBe('OV_JOINT_CORRECTION_PENDING');
    const reject = { commentId: answer.commentId, verdict: 'REJECTED', text: '不予采纳' };
    expect(await refusalOf(city, HEALTH, 'answerComment', reject)).toBe('OV_JOINT_CORRECTION_PENDING');
    const approve = { correctionId: id, approve: true };
    expect(await refusalOf(city, second, 'reviewCorrection', approve)).toBe('OV_JOINT_REVIEW_BY');
    await act(leader, 'reviewCorrection', { ...approve, approve: false, text: '附图' });
    expect(await refusalOf(city, leader, 'reviewCorrection', approve)).toBe('OV_JOINT_CORRECTION_SETTLED');
    await act(second, 'answerComment', answer);
    const waiting = (await seen(leader, INSIDE)).corrections?.find((row) => row.state === 'PENDING');
    await act(leader, 'reviewCorrection', { ...approve, correctionId: waiting?.id });
    expect(await resultFor(anyone, PUBLIC)).toMatchObject({ results: ['NO_PROBLEM'], version: 2 });
    expect(await deadlineOf('ANSWER')).toMatchObject({ state: 'MET' });
    const { comments, corrections } = await seen(HEALTH, INSIDE);
    expect(comments).toMatchObject([{ answer: { verdict: 'UPHELD', text: '台账属实' } }]);
    expect(corrections).toMatchObject([
      { state: 'RETURNED' },
      { state: 'APPLIED', drawnUpBy: 'officer:health:qian', reviewedBy: 'leader:health:zhao' },
    ]);
  });
});

it('without a rule an objection is answered within twenty working days', async () => {
  await begin(await drawnVisits(city, {}, AT_DRAW));
  await act(subject, 'commentOnResult', objecting());
  expect(await deadlineOf('ANSWER')).toMatchObject({ due: '2026-06-15' });
  expect(await deadlineOf('OBJECTION')).toBeUndefined();
});
