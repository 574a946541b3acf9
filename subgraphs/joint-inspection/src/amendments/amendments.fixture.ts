import type { JointCity } from '../jointCity.fixture.js';

export const SWAP = `mutation ($input: SwapInspectorsInput!, $key: String) {
  amendment: swapInspectors(input: $input, idempotencyKey: $key) { number kind department { id } reason explanation by at
    changes { visit { id } seat before { id } after { id } } } }`;

export const STEP_OUT = `mutation ($input: StepOutInput!, $key: String) {
  amendment: stepOut(input: $input, idempotencyKey: $key) { number kind department { id } reason explanation by at
    changes { visit { id } seat before { id } after { id } } } }`;

/** A seat that somebody holds. */
export interface HeldSeat {
  readonly visitId: string;
  readonly inspectorId: string;
}

/** A department's seats that are held, by visit and number. */
export async function heldSeats(city: JointCity, drawId: string, department: string): Promise<readonly HeldSeat[]> {
  const seats = await city.database.crewSeat.findMany({
    where: { visit: { drawId }, department, inspectorId: { not: null } },
    orderBy: [{ visitId: 'asc' }, { number: 'asc' }],
  });
  return seats.map(({ visitId, inspectorId }) => ({ visitId, inspectorId: inspectorId ?? '' }));
}

/** A step-out of whoever holds the seat. */
export function stepOutInput(drawId: string, seat: HeldSeat, parts: object = {}): object {
  return { drawId, seat, reason: 'CONFLICT_OF_INTEREST', explanation: '亲属在该企业任职', ...parts };
}

/** A swap of those who hold the seats. */
export function swapInput(drawId: string, one: HeldSeat, other: HeldSeat, parts: object = {}): object {
  return { drawId, one, other, reason: 'OTHER', explanation: '行程冲突', ...parts };
}
