import type { Post } from '../draw/frozenInspectors.js';

/** Who holds a seat, with what is shown of them, as it was at the freeze. */
export interface SeatHolder {
  readonly id: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly post: Post;
}

/** A seat that changed hands, as an amendment keeps it. */
export interface SeatChange {
  readonly visitId: string;
  readonly department: string;
  /** The seat's place in the department's team, from 0. */
  readonly seat: number;
  /** Null where the seat was empty. */
  readonly before: SeatHolder | null;
  /** Null where it is empty from now on. */
  readonly after: SeatHolder | null;
}

/** The changes of an amendment's row. */
export function changesOf(amendment: { readonly changes: unknown }): readonly SeatChange[] {
  return amendment.changes as readonly SeatChange[];
}
