import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  memberOf,
  recordAll,
  refusalOf,
  seenVisit,
  tryTo,
} from '../visits/jointVisits.fixture.js';

const DAY = '2026-05-20';

let city: JointCity;
let drawn: DrawnVisits;
let visit: JointVisit;
beforeAll(async () => {
  city = await JointCity.open();
  drawn = await drawnVisits(city, { officers: { fewest: 1, certificate: 'NOT_ASKED', notice: 'NOT_ASKED' } });
});
afterAll(() => city.close());
beforeEach(async () => {
  city.now = new Date(`${DAY}T04:00:00Z`);
  visit = await drawn.take();
});

const HEALTH = officerOf('health');
const health = (number: number) => memberOf(visit, 'health', number);
const of = (parts: object = {}) => ({ visitId: visit.id, ...parts });
const LI_SI = { name: '李四', capacity: '店长' };
const signature = (parts: object = {}) => of({ ...LI_SI, ...parts });

async function inspected(): Promise<void> {
  await actOn(city, HEALTH, 'startVisit', of({ officers: visit.crew.health }));
  await recordAll(city, visit, 'health', DAY);
}

/** The hash that anybody can compute of results as the graph shows them. */
function hashOfClean(): string {
  const items = [...(visit.items.health ?? [])].sort().map((plannedItemId) => {
    return `{"entered":[],"evidence":[],"findings":null,"method":"ON_SITE","plannedItemId":"${plannedItemId}","recognised":null,"results":["NO_PROBLEM"]}`;
  });
  const text = `{"department":"health","inspectedOn":"${DAY}","items":[${items.join(',')}],"version":2,"visit":"${visit.id}"}`;
  return createHash('sha256').update(text).digest('hex');
}

describe('signatures', () => {
  it('are of those who were there, each for themselves, and of the results that they have signed', async () => {
    expect(await refusalOf(city, health(0), 'signVisit', of())).toBe('OV_JOINT_RESULTS_OPEN');
    await inspected();
    const { signatures } = await actOn(city, health(0), 'signVisit', of());
    expect(signatures).toMatchObject([{ inspector: { id: visit.crew.health?.[0] }, recordHash: hashOfClean() }]);
    expect(await refusalOf(city, health(0), 'signVisit', of())).toBe('OV_JOINT_SIGNED');
    expect(await refusalOf(city, HEALTH, 'signVisit', of())).toBe('OV_JOINT_NO_INSPECTOR');
    expect(await refusalOf(city, memberOf(visit, 'fire-rescue'), 'signVisit', of())).toBe('OV_JOINT_RESULTS_OPEN');
    for (const viewer of [lead, anyone])
      expect(await refusalOf(city, viewer, 'signVisit', of())).toBe('OV_KIT_FORBIDDEN');
  });

  it('are refused of a member who stayed away', async () => {
    const crew = visit.crew.health ?? [];
    await actOn(city, HEALTH, 'startVisit', of({ officers: crew.slice(0, 1) }));
    await recordAll(city, visit, 'health', DAY);
    expect(await refusalOf(city, health(1), 'signVisit', of())).toBe('OV_JOINT_SIGN_NOT_THERE');
    // Whoever came later checks in, and signs as well.
    await actOn(city, health(1), 'checkIn', of());
    expect((await actOn(city, health(1), 'signVisit', of())).signatures).toHaveLength(1);
  });

  it.each([
    ['a signature', LI_SI, { name: '李四', capacity: '店长', refusal: null, on: DAY }],
    ['a refusal', { refusal: '认为检查不当' }, { name: null, refusal: '认为检查不当' }],
  ])('of a subject are noted once: %s', async (_what, input, shown) => {
    await inspected();
    const noted = of(input);
    const seen = await actOn(city, health(0), 'recordSubjectSignature', noted);
    expect(seen.subjectSignatures).toMatchObject([{ ...shown, recordHash: hashOfClean() }]);
    expect(await refusalOf(city, HEALTH, 'recordSubjectSignature', noted)).toBe('OV_JOINT_SIGNED');
    const ledger = await city.database.ledgerEntry.findMany({ where: { target: visit.id } });
    expect(JSON.stringify(ledger)).not.toContain('李四');
    expect(await seenVisit(city, officerOf('fire-rescue'), visit.id)).toMatchObject({ subjectSignatures: [shown] });
  });

  it('say something', async () => {
    await inspected();
    for (const parts of [{ name: ' ' }, { name: 'x'.repeat(201) }, { refusal: 'x'.repeat(201) }]) {
      expect(await refusalOf(city, HEALTH, 'recordSubjectSignature', signature(parts))).toBe(
        'OV_JOINT_SUBJECT_SIGNATURE',
      );
    }
    expect(await refusalOf(city, HEALTH, 'recordSubjectSignature', signature({ capacity: '\u0000' }))).toBe(
      'OV_JOINT_TEXT',
    );
    expect(await refusalOf(city, HEALTH, 'recordSubjectSignature', signature({ on: '2026-05-19' }))).toBe(
      'OV_JOINT_ACT_DAY',
    );
  });
});

describe('concludeVisit', () => {
  it('names whoever has not signed, and lets nothing be signed afterwards', async () => {
    expect(await refusalOf(city, HEALTH, 'concludeVisit', of())).toBe('OV_JOINT_RESULTS_OPEN');
    await inspected();
    await actOn(city, health(0), 'signVisit', of());
    const { errors } = await tryTo(city, HEALTH, 'concludeVisit', of());
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_UNSIGNED');
    expect(errors?.[0]?.message).toContain(`${visit.crew.health?.[1]}, 被检查人`);
    await actOn(city, health(1), 'signVisit', of());
    await actOn(city, HEALTH, 'recordSubjectSignature', signature());
    const { events } = await actOn(city, HEALTH, 'concludeVisit', of());
    expect(events).toContainEqual({ department: { id: 'health' }, kind: 'CONCLUDED', reference: null, on: DAY });
    expect(await refusalOf(city, HEALTH, 'concludeVisit', of())).toBe('OV_JOINT_CONCLUDED');
    expect(await refusalOf(city, health(0), 'checkIn', of())).toBe('OV_JOINT_CHECKED_IN');
  });

  it('wants no signature of a subject that is gone', async () => {
    await actOn(city, HEALTH, 'startVisit', of({ officers: visit.crew.health }));
    await actOn(city, HEALTH, 'recordVisitOutcome', of({ kind: 'MOVED', account: '人去楼空' }));
    for (const number of [0, 1]) await actOn(city, health(number), 'signVisit', of());
    expect((await actOn(city, HEALTH, 'concludeVisit', of())).events).toContainEqual(
      expect.objectContaining({ kind: 'CONCLUDED' }),
    );
  });
});
