import type * as z from 'zod';
import { alerts } from './alerts.js';
import { comment } from './comment.js';
import { creditClasses } from './creditClasses.js';
import { directedDraw } from './directedDraw.js';
import { disclosure } from './disclosure.js';
import { initiation } from './initiation.js';
import { itemClasses } from './itemClasses.js';
import { itemCoverage } from './itemCoverage.js';
import { itemList } from './itemList.js';
import { jointRequests } from './jointRequests.js';
import { minimumFrequency } from './minimumFrequency.js';
import { mutualRecognition } from './mutualRecognition.js';
import { notByLot } from './notByLot.js';
import { objection } from './objection.js';
import { officers } from './officers.js';
import { oneVisit } from './oneVisit.js';
import { otherUnit } from './otherUnit.js';
import { participation } from './participation.js';
import { planCalendar } from './planCalendar.js';
import { poolCoverage } from './poolCoverage.js';
import { publication } from './publication.js';
import { raisedFrequency } from './raisedFrequency.js';
import { recusal } from './recusal.js';
import { report } from './report.js';
import { rollOver } from './rollOver.js';
import { scheduling } from './scheduling.js';
import { trail } from './trail.js';
import { trustworthy } from './trustworthy.js';
import { visitCap } from './visitCap.js';

/** Every kind of rule that a pack may have, a file each, in the order of their names. */
export const CATALOGUE = [
  alerts,
  comment,
  creditClasses,
  directedDraw,
  disclosure,
  initiation,
  itemClasses,
  itemCoverage,
  itemList,
  jointRequests,
  minimumFrequency,
  mutualRecognition,
  notByLot,
  objection,
  officers,
  oneVisit,
  otherUnit,
  participation,
  planCalendar,
  poolCoverage,
  publication,
  raisedFrequency,
  recusal,
  report,
  rollOver,
  scheduling,
  trail,
  trustworthy,
  visitCap,
] as const;

type Definition = (typeof CATALOGUE)[number];

/** The name of a kind of rule. */
export type RuleKind = Definition['kind'];

/** The parameters of a rule of a kind. */
export type RuleOf<Kind extends RuleKind> = z.infer<Extract<Definition, { readonly kind: Kind }>['shape']>;
