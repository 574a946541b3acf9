import { drawTenLegs } from '@onevisit/draw/testing/drawTenLegs';

/** What the benchmark comes to. */
export interface VisitsAgainstBound {
  readonly subjects: number;
  readonly draws: number;
  /** Mean visits of a draw, over the fewest in expectation of any draw with the same probabilities. Aim: at most 1.01. */
  readonly ratioToBound: number;
  /** Visits of legs that draw for themselves, over those of the joint draw. */
  readonly ratioOfSeparateDraws: number;
  readonly seconds: number;
}

/** Ten draws with ten legs from a pool of 300,000: how near their visits come to the fewest that theory allows. */
export function visitsAgainstBound(subjects = 300_000, draws = 10): VisitsAgainstBound {
  const start = performance.now();
  const { visits, bound, separate } = drawTenLegs(subjects, draws);
  const seconds = (performance.now() - start) / 1000;
  return { subjects, draws, ratioToBound: visits / bound, ratioOfSeparateDraws: separate / visits, seconds };
}
