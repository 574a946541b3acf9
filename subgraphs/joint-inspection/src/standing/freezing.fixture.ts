import type { RuleOf } from '@onevisit/rules';
import { type CountedDraws, lineOf, type StatedDraw, type StatedLegs } from '../budget/CountedDraws.fixture.js';
import { pinPack, type StatedRules } from '../rules/adoptedRules.fixture.js';
import { openStandings, type Standings } from './openStandings.js';
import { screenPage } from './screenPage.js';

/** A cap of one visit a year, whoever makes it. */
export const CAP: RuleOf<'visit-cap'> = {
  most: 1,
  countedBy: 'ALL',
  kinds: ['ROUTINE', 'CAMPAIGN'],
  joint: 'ONCE',
  liftedFor: [],
  exceptions: [],
};

/** The standings of a draw that is about to be frozen, under rules of the city if there are any. */
export async function freezing(
  draws: CountedDraws,
  legs: StatedLegs,
  stated: StatedDraw,
  rules: StatedRules = {},
): Promise<Standings> {
  const capRules = rules['visit-cap'] !== undefined;
  const draw = await draws.draw('FREEZING', legs, { capRules, ...stated });
  await pinPack(draws.database, draw.planId, rules);
  return await openStandings(draws.database, draw);
}

/** A page as it is stored. */
export function applied(standings: Standings, legId: string, lines: string): string {
  const screen = standings.screenOf(legId);
  return screen === null ? lines : Buffer.from(screenPage(Buffer.from(lines), screen).page).toString();
}

/** A page of subjects that could be drawn. */
export const pageOf = (...subjects: readonly string[]): string =>
  subjects.map((subject) => lineOf(subject, 'ELIGIBLE')).join('\n');

/** Standings that a leg gives to entries that could be drawn. */
export function given(standings: Standings, legId: string, ...subjects: readonly string[]): readonly string[] {
  const lines = applied(standings, legId, pageOf(...subjects)).split('\n');
  return lines.map((line) => line.split('\t')[3] ?? '');
}
