/** Inputs and rows of the department contract, in the shape of the SDL (schema/contract.graphql). */

/** An inspection item as stated: GraphQL's ItemInput. */
export interface ItemSeed {
  readonly code: string;
  readonly title: string;
  readonly itemClass: 'KEY' | 'GENERAL';
  readonly basis: readonly string[];
  readonly subjectKind: string;
  readonly content: string;
  readonly methods: readonly string[];
  readonly ratioLimit?: string | null;
  /** Unless told otherwise an item is inspected by lot, as the contract says. */
  readonly byLot?: boolean;
  /** Unless told otherwise it is not, as the contract says. */
  readonly specialised?: boolean;
  readonly validFrom: string;
  readonly validTo?: string | null;
}

/** A pool entry as stated: GraphQL's PREFIXPoolEntryInput. */
export interface PoolEntrySeed {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly uscc?: string | null;
  readonly subjectScheme?: string | null;
  readonly subjectNumber?: string | null;
  readonly division: string;
  readonly industry: string;
  readonly tags: readonly string[];
  readonly creditClass?: CreditClass | null;
  readonly marks: readonly SubjectMark[];
  readonly status: EntryStatus;
  readonly validFrom: string;
  readonly validTo?: string | null;
  readonly details?: object | null;
}

/** Credit risk class; internal. */
export type CreditClass = 'A' | 'B' | 'C' | 'D';

/** What is known of a subject besides its credit class; internal. */
export type SubjectMark =
  | 'COMPLAINTS'
  | 'HAZARD'
  | 'ABNORMAL_OPERATION'
  | 'SERIOUSLY_DISHONEST'
  | 'DISHONEST'
  | 'VIOLATIONS'
  | 'PENALISED'
  | 'SPECIAL_TRADE'
  | 'TRUSTWORTHY';

/** Whether a pool entry is live. */
export type EntryStatus = 'ACTIVE' | 'SUSPENDED' | 'DEREGISTERED';

/** A pool entry as kept, with what only its department keeps. */
export interface PoolEntryRow<Details extends object = object> {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly subjectId: string;
  readonly uscc: string | null;
  readonly division: string;
  readonly industry: string;
  readonly tags: readonly string[];
  readonly creditClass: CreditClass | null;
  /** In bytewise order. */
  readonly marks: readonly SubjectMark[];
  readonly status: EntryStatus;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly details: Details;
}

/** An inspector as stated: GraphQL's InspectorInput. */
export interface InspectorSeed {
  readonly code: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly certificateValidTo: string;
  readonly specialties: readonly string[];
  readonly district: string;
  readonly post: 'OFFICE' | 'FRONT_LINE';
  readonly capacity: number;
  readonly active: boolean;
  readonly recusals: readonly { readonly subjectId: string; readonly reason: string }[];
}

/** Which pool entries a task is about. */
export interface PoolCondition {
  readonly kinds?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly divisions?: readonly string[] | null;
  readonly industries?: readonly string[] | null;
}

/** What a quota is divided by. */
export type StratifyBy = 'NONE' | 'CREDIT_CLASS' | 'DIVISION' | 'INDUSTRY';

/** One stratum's quota. */
export interface QuotaRule {
  readonly stratum: string;
  readonly count?: number | null;
  readonly percent?: string | null;
  readonly min?: number | null;
  readonly max?: number | null;
}

/** What a task asks of its part of a crew. */
export interface CrewRule {
  readonly size: number;
  readonly specialties: readonly string[];
  readonly district: 'ANY' | 'SAME' | 'CROSS';
}

/** A plan task as filed: GraphQL's PlanTaskInput. */
export interface PlanTaskSeed {
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly level: 'CITY' | 'DISTRICT';
  readonly kind: 'ROUTINE' | 'CAMPAIGN' | 'ORDERED_CAMPAIGN';
  readonly period: 'ANNUAL' | 'MONTHLY';
  readonly itemIds: readonly string[];
  readonly condition: PoolCondition;
  readonly stratifyBy: StratifyBy;
  /** Given, or quotaText is. */
  readonly quota?: readonly QuotaRule[] | null;
  /** The quota as people write it. */
  readonly quotaText?: string | null;
  readonly window: { readonly first: string; readonly last: string };
  readonly method: string;
  readonly crew: CrewRule;
  readonly executedBy?: string | null;
}

/** A plan of a year or a month as drawn up: GraphQL's DepartmentPlanInput. */
export interface DepartmentPlanSeed {
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly period: 'ANNUAL' | 'MONTHLY';
  readonly month?: number | null;
  readonly unit?: string | null;
  readonly supplements?: string | null;
  readonly taskIds: readonly string[];
}

/** What the department's own inspections of a task came to in a month: GraphQL's OwnExecutionInput. */
export interface OwnExecutionSeed {
  readonly taskId: string;
  readonly month: string;
  readonly drawn: number;
  readonly visited: number;
  readonly completed: number;
  readonly withProblems: number;
  readonly late: number;
  readonly note?: string | null;
}

/** What a save did. */
export interface SaveReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}
