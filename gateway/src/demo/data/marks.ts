import type { Weighted } from '../SeededRandom.js';

/** What is known of a subject besides its credit class: GraphQL's SubjectMark. */
export type Mark =
  | 'COMPLAINTS'
  | 'HAZARD'
  | 'ABNORMAL_OPERATION'
  | 'SERIOUSLY_DISHONEST'
  | 'DISHONEST'
  | 'VIOLATIONS'
  | 'PENALISED'
  | 'SPECIAL_TRADE'
  | 'TRUSTWORTHY';

/** Marks that go together, per mille of subjects; nobody is trustworthy and anything worse at once. */
export const RECORDS: readonly Weighted<readonly Mark[]>[] = [
  { value: ['TRUSTWORTHY'], weight: 200 },
  { value: ['COMPLAINTS'], weight: 15 },
  { value: ['COMPLAINTS', 'VIOLATIONS'], weight: 5 },
  { value: ['ABNORMAL_OPERATION'], weight: 12 },
  { value: ['ABNORMAL_OPERATION', 'DISHONEST'], weight: 3 },
  { value: ['SERIOUSLY_DISHONEST'], weight: 2 },
  { value: ['PENALISED', 'SERIOUSLY_DISHONEST'], weight: 3 },
  { value: ['DISHONEST'], weight: 5 },
  { value: ['HAZARD'], weight: 8 },
  { value: ['PENALISED', 'VIOLATIONS'], weight: 7 },
  { value: ['VIOLATIONS'], weight: 10 },
  { value: [], weight: 730 },
];

/** Whoever has one of these is inspected more often by the rules of the demo: stratum RAISED. */
export const RAISED_MARKS: readonly Mark[] = ['COMPLAINTS', 'ABNORMAL_OPERATION', 'VIOLATIONS'];

/** Industries that are special trades or key fields (特种行业、重点领域). */
export const SPECIAL_TRADES: ReadonlySet<string> = new Set(['hotel', 'entertainment', 'chemicals']);
