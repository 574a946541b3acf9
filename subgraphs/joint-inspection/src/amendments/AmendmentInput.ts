/** A seat of a crew, by who holds it: GraphQL's SeatInput. */
export interface SeatInput {
  readonly visitId: string;
  readonly inspectorId: string;
}

/** What every change of crews names. */
interface CommonInput {
  readonly drawId: string;
  /** GraphQL's RecusalReason. */
  readonly reason: string;
  readonly explanation: string;
}

/** GraphQL's SwapInspectorsInput. */
export interface SwapInspectorsInput extends CommonInput {
  readonly one: SeatInput;
  readonly other: SeatInput;
}

/** GraphQL's StepOutInput. */
export interface StepOutInput extends CommonInput {
  readonly seat: SeatInput;
}

/** A change of crews that is asked for. */
export type AmendmentInput = SwapInspectorsInput | StepOutInput;

/** The seats that an input names, and where in it. */
export function seatsOf(input: AmendmentInput): readonly { readonly place: string; readonly seat: SeatInput }[] {
  if ('seat' in input) return [{ place: 'input.seat', seat: input.seat }];
  return [
    { place: 'input.one', seat: input.one },
    { place: 'input.other', seat: input.other },
  ];
}
