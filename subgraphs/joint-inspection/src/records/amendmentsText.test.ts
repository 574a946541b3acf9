import { verifyRecordText } from '@onevisit/draw';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HeldSeat, heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../amendments/amendments.fixture.js';
import { auditor, JointCity, lead } from '../jointCity.fixture.js';
import { drawn, fillPools } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());

/** The amendments of a draw, verified against the auditor's record. */
async function verified(drawId: string) {
  const text = await wholeRecord(city, auditor, drawId, 'AMENDMENTS');
  const auditors = new TextEncoder().encode(await wholeRecord(city, auditor, drawId, 'AUDITORS'));
  expect(await verifyRecordText(new TextEncoder().encode(text), { auditors })).toMatchObject({
    ok: true,
    kind: 'amendments',
  });
  return JSON.parse(text);
}

it('lists what was done and which crews differ now, made again from the record of the draw', async () => {
  const { drawId } = await drawn(city);
  const seats = await heldSeats(city, drawId, 'health');
  const one = seats[0] as HeldSeat;
  const team = new Set(seats.filter(({ visitId }) => visitId === one.visitId).map(({ inspectorId }) => inspectorId));
  const visitsOf = (person: string) => seats.filter((seat) => seat.inspectorId === person).map((seat) => seat.visitId);
  const other = seats.find(
    ({ visitId, inspectorId }) => !team.has(inspectorId) && !visitsOf(one.inspectorId).includes(visitId),
  ) as HeldSeat;
  await city.data(lead, SWAP, { input: swapInput(drawId, one, other) });
  const swapped = await verified(drawId);
  expect(swapped.amendments).toMatchObject([{ kind: 'swap', reason: 'OTHER', at: city.now.toISOString() }]);
  expect(swapped.visits).toHaveLength(2);

  const back = [
    { ...one, inspectorId: other.inspectorId },
    { ...other, inspectorId: one.inspectorId },
  ] as const;
  await city.data(lead, SWAP, { input: swapInput(drawId, ...back) });
  expect(await verified(drawId)).toMatchObject({ amendments: [{}, {}], visits: [] });

  await city.data(lead, STEP_OUT, { input: stepOutInput(drawId, one) });
  const { amendments, visits } = await verified(drawId);
  expect(amendments[2]).toMatchObject({ kind: 'stepOut', place: { inspector: one.inspectorId } });
  expect(visits).not.toHaveLength(0);
});
