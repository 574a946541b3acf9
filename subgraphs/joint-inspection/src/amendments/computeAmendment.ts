import { type Amendment, amendCrews, type CrewInputs, DrawError, type SeatMove, type Visit } from '@onevisit/draw';

/** What a change of crews depends on: plain data, which a worker thread can be given. */
export interface AmendmentWork {
  readonly crews: CrewInputs;
  /** The visits of the draw in which the department takes part, in processing order. */
  readonly visits: readonly Visit[];
  /** The department's earlier amendments, in the order made. */
  readonly earlier: readonly Amendment[];
  readonly amendment: Amendment;
}

/** The seats that change hands, or why the protocol refuses the amendment: plain data as well. */
export type ComputedAmendment =
  | { readonly moves: readonly SeatMove[] }
  | { readonly refusal: { readonly code: string; readonly message: string; readonly place: string } };

/**
 * Computes what an amendment changes (draw protocol, section 5): repeats the draw of the department, since departments draw
 * each on its own, then makes its amendments one after the other. Seconds for tens of thousands of visits.
 */
export function computeAmendment({ crews, visits, earlier, amendment }: AmendmentWork): ComputedAmendment {
  const legs = crews.terms.legs.filter(({ department }) => department === amendment.department);
  const own = new Set(legs.map(({ id }) => id));
  const inputs = { ...crews, terms: { ...crews.terms, legs } };
  const parts = visits.map((visit) => ({ ...visit, legs: visit.legs.filter((id) => own.has(id)) }));
  try {
    return { moves: amendCrews(inputs, parts, [...earlier, amendment]).moves.at(-1) ?? [] };
  } catch (cause) {
    if (!(cause instanceof DrawError)) throw cause;
    const place = placeInInput(cause.path, `amendments[${earlier.length}]`);
    const inWords = (text: string): string => text.replace(cause.place, place);
    return { refusal: { code: cause.code, message: `${inWords(cause.messageZh)} ${inWords(cause.message)}`, place } };
  }
}

/** Where in the mutation's input stands what the protocol names by its place among the amendments. */
function placeInInput(path: string, ofAmendment: string): string {
  switch (path.slice(ofAmendment.length)) {
    case '.place':
      return 'input.seat';
    case '.places[0]':
      return 'input.one';
    case '.places[1]':
      return 'input.other';
    default:
      return 'input';
  }
}
