import { isUnknown } from '@onevisit/rules';
import DataLoader from 'dataloader';
import type { Database } from '../../database.js';
import { rulesInForce } from '../../rules/PlanRules.js';
import { ALL } from '../rollup/Cell.js';

/** The most visits to a subject in a year by the rules in force today, by department, the city's under ''; null where none is set. */
export function visitCapLoader(database: Database, today: string): DataLoader<string, number | null> {
  return new DataLoader(async (departments) => {
    const rules = await rulesInForce(
      database,
      today,
      departments.filter((code) => code !== ALL),
    );
    return departments.map((code) => {
      const most = (code === ALL ? rules.city : rules.of(code)).rule('visit-cap')?.most ?? null;
      return most === null || isUnknown(most) ? null : most;
    });
  });
}
