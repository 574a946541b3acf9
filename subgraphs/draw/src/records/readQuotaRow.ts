import { refuse } from '../DrawError.js';
import { type Members, readText, readWhole } from '../jsonReader.js';
import type { QuotaRow } from '../select.js';

/** The members of a quota row. */
export const QUOTA_MEMBERS = ['leg', 'stratum', 'population', 'eligible', 'quota', 'selected'];

/**
 * Reads a quota row whose members were checked by name, and that its numbers can be together (§3).
 * @throws NOT_TEXT, TEXT_…, NUMBER_INVALID, RECORD_CONTRADICTION, RECORD_DIFFERS
 */
export function readQuotaRow(members: Members, place: string): QuotaRow {
  const number = (name: 'population' | 'eligible' | 'quota' | 'selected') =>
    readWhole(members[name], `${place}.${name}`, name === 'population' ? 1 : 0, 'NUMBER_INVALID');
  const row = {
    leg: readText(members.leg, `${place}.leg`),
    stratum: readText(members.stratum, `${place}.stratum`),
    population: number('population'),
    eligible: number('eligible'),
    quota: number('quota'),
    selected: number('selected'),
  };
  for (const name of ['eligible', 'quota'] as const) {
    if (row[name] > row.population) {
      refuse('RECORD_CONTRADICTION', `${place}.${name}`, row[name], { against: [`${place}.population`] });
    }
  }
  const expected = Math.min(row.quota, row.eligible);
  if (row.selected !== expected) {
    const against = [`${place}.quota`, `${place}.eligible`];
    refuse('RECORD_DIFFERS', `${place}.selected`, row.selected, { expected, against });
  }
  return row;
}
