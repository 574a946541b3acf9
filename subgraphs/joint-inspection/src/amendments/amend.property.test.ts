import { type Amendment, amendCrews, type CrewSeat, parseAuditorsRecord, verifyRecordText } from '@onevisit/draw';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditor, JointCity, lead } from '../jointCity.fixture.js';
import { drawn, FIRE, fillPools, HEALTH, inspectorOf, subjectOf, taskOf } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';
import { heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from './amendments.fixture.js';

let city: JointCity;
let drawId: string;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 24);
  const quota = [{ stratum: '*', count: null, percent: '60', min: null, max: null }];
  for (const [code, id] of [['fire-rescue', FIRE] as const, ['health', HEALTH] as const]) {
    const crew = { size: 2, specialties: ['a'], district: 'ANY' as const };
    city.double(code).tasks.set(id, taskOf(id, { quota, crew }));
    // Scarce, so that replacements often need a repair, and some find nobody.
    city.double(code).inspectors = [1, 2, 3, 4, 5].map((person) =>
      inspectorOf(String(person), {
        capacity: 8,
        specialties: person < 4 ? ['a'] : [],
        recusals: [subjectOf(person), subjectOf(12 + person)],
      }),
    );
  }
  ({ drawId } = await drawn(city, { disclosure: 'AT_DRAW' }));
});
afterAll(() => city.close());

/** Amendments: of whose department each is, and lots that pick the seats. Of so many, chance never refuses nearly all. */
const steps = fc.array(
  fc.record({
    department: fc.constantFrom('fire-rescue', 'health'),
    swap: fc.boolean(),
    lots: fc.tuple(fc.nat(1000), fc.nat(1000)),
  }),
  { minLength: 5, maxLength: 5 },
);

it('keeps crews as the protocol makes them of any sequence of amendments, and the record as it was', async () => {
  let made = 0;
  const property = fc.asyncProperty(steps, async (sequence) => {
    for (const { department, swap, lots } of sequence) {
      const seats = await heldSeats(city, drawId, department);
      const [one, other] = lots.map((lot) => seats[lot % seats.length]);
      if (one === undefined || other === undefined) continue;
      const [mutation, input] = swap ? [SWAP, swapInput(drawId, one, other)] : [STEP_OUT, stepOutInput(drawId, one)];
      const refused = await city.refusal(lead, mutation, { input });
      if (refused === null) made += 1;
      else expect(refused).toMatch(/^OV_DRAW_SWAP_/);
    }
    await checkCrews();
  });
  await fc.assert(property, { numRuns: 5 });
  expect(made).toBeGreaterThan(4);
});

const NOTHING = new Uint8Array();

const recordOf = async (kind: string): Promise<Uint8Array> =>
  new TextEncoder().encode(await wholeRecord(city, auditor, drawId, kind));

async function checkCrews(): Promise<void> {
  const [auditors, amended] = await Promise.all(['AUDITORS', 'AMENDMENTS'].map(recordOf));
  const draw = await city.database.draw.findUniqueOrThrow({ where: { id: drawId } });
  expect(await verifyRecordText(auditors ?? NOTHING)).toMatchObject({ ok: true, hash: draw.recordHash });
  expect(await verifyRecordText(amended ?? NOTHING, { auditors })).toMatchObject({ ok: true, kind: 'amendments' });
  const record = parseAuditorsRecord(JSON.parse(new TextDecoder().decode(auditors)));
  const rows = await city.database.amendment.findMany({ where: { drawId }, orderBy: { number: 'asc' } });
  const amendments = rows.map((row) => row.amendment as unknown as Amendment);
  const { visits, changed } = amendCrews(record, record.visits, amendments);
  const keyOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
  expect(rows.map(({ visitIds }) => visitIds.map(keyOf))).toEqual(changed);
  const crews = await storedCrews();
  expect(crews).toEqual(new Map(visits.map(({ key, crew }) => [key, crew])));
  for (const { id, capacity, recusals } of record.inspectors) {
    const out = amendments.flatMap((one) =>
      one.kind === 'stepOut' && one.place.inspector === id ? [one.place.visit] : [],
    );
    const held = [...crews].flatMap(([key, crew]) =>
      Object.values(crew).flatMap((seats) => seats.filter(({ inspector }) => inspector === id).map(() => key)),
    );
    expect(held.length).toBeLessThanOrEqual(capacity);
    expect(new Set(held).size).toBe(held.length);
    expect(held.filter((key) => out.includes(key) || recusals.includes(key.split('#')[0] ?? ''))).toEqual([]);
  }
}

async function storedCrews(): Promise<ReadonlyMap<string, Record<string, CrewSeat[]>>> {
  const visits = await city.database.visit.findMany({
    where: { drawId },
    include: { seats: { orderBy: [{ department: 'asc' }, { number: 'asc' }] } },
  });
  return new Map(
    visits.map(({ key, seats }) => {
      const departments = [...new Set(seats.map(({ department }) => department))];
      const crew = departments.map((of) => {
        const own = seats.filter(({ department }) => department === of);
        return [of, own.map(({ specialties, inspectorId }) => ({ specialties, inspector: inspectorId }))] as const;
      });
      return [key, Object.fromEntries(crew)];
    }),
  );
}
