import type { CrewSeat } from '../generated/client.js';
import type { SeatChange } from './SeatChange.js';

/**
 * The seats of a visit as they were drawn: who holds a seat now is shown as on the seat, who held it first as in the first of its
 * changes.
 * @param changes of the visit, in the order made
 */
export function drawnSeats(seats: readonly CrewSeat[], changes: readonly SeatChange[]): readonly CrewSeat[] {
  return seats.map((seat) => {
    if (seat.inspectorId === seat.drawnInspectorId) return seat;
    const first = changes.find(
      ({ department, seat: number }) => department === seat.department && number === seat.number,
    );
    const { name = null, certificateNumber = null } = first?.before ?? {};
    return { ...seat, inspectorId: seat.drawnInspectorId, name, certificateNumber };
  });
}
