import type { DemoPoolDraft } from '../demoPool.js';
import { civilAirDefence } from './civilAirDefence.js';
import { cultureTourism } from './cultureTourism.js';
import type { DemoDetails, DetailsContext, DetailsOf } from './DetailsOf.js';
import { ecologyEnvironment } from './ecologyEnvironment.js';
import { education } from './education.js';
import { emergencyManagement } from './emergencyManagement.js';
import { fireRescue } from './fireRescue.js';
import { health } from './health.js';
import { marketRegulation } from './marketRegulation.js';
import { publicSecurity } from './publicSecurity.js';
import { water } from './water.js';

const DETAILS: ReadonlyMap<string, DetailsOf> = new Map([
  ['market-regulation', marketRegulation],
  ['public-security', publicSecurity],
  ['fire-rescue', fireRescue],
  ['health', health],
  ['ecology-environment', ecologyEnvironment],
  ['education', education],
  ['culture-tourism', cultureTourism],
  ['emergency-management', emergencyManagement],
  ['water', water],
  ['civil-air-defence', civilAirDefence],
]);

/** What a department keeps of an entry beyond the contract; empty for one that keeps nothing more. */
export function demoDetails(department: string, entry: DemoPoolDraft, context: DetailsContext): DemoDetails {
  return DETAILS.get(department)?.(entry, context) ?? {};
}
