import * as z from 'zod';

/** What departments answer, as the contract states it (schema/contract.graphql). */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');

/** Any answer of a GraphQL server. */
export const graphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.looseObject({ code: z.string().optional() }).optional() }))
    .optional(),
});

export const rosterPage = z.object({
  lines: z.string(),
  count: z.number().int().nonnegative(),
  endCursor: z.string().nullable(),
  hasNextPage: z.boolean(),
});

/** A page of lines; see RosterPage in the contract. */
export type RosterPage = z.infer<typeof rosterPage>;

/** Values of which a subject needs one; null where every value will do. */
const anyOf = z.array(z.string()).nullable();

export const planTask = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number(),
  status: z.string(),
  level: z.enum(['CITY', 'DISTRICT']),
  kind: z.enum(['ROUTINE', 'CAMPAIGN', 'ORDERED_CAMPAIGN']),
  period: z.enum(['ANNUAL', 'MONTHLY']),
  submittedOn: z.string().nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      itemClass: z.enum(['KEY', 'GENERAL']),
      basis: z.array(z.string()),
      version: z.number().int(),
      subjectKind: z.string(),
      content: z.string(),
      methods: z.array(z.string()),
      ratioLimit: z.string().nullable(),
      byLot: z.boolean(),
      specialised: z.boolean(),
    }),
  ),
  condition: z.object({ kinds: anyOf, tags: anyOf, divisions: anyOf, industries: anyOf }),
  quotaText: z.string().nullable(),
  stratifyBy: z.enum(['NONE', 'CREDIT_CLASS', 'DIVISION', 'INDUSTRY']),
  quota: z
    .array(
      z.object({
        stratum: z.string(),
        count: z.number().nullable(),
        percent: z.string().nullable(),
        min: z.number().nullable(),
        max: z.number().nullable(),
      }),
    )
    .refine((rules) => new Set(rules.map((rule) => rule.stratum)).size === rules.length, 'two rules for one stratum'),
  window: z.object({ first: z.string(), last: z.string() }),
  crew: z.object({ size: z.number(), specialties: z.array(z.string()), district: z.enum(['ANY', 'SAME', 'CROSS']) }),
});

/** A plan task as its department states it. */
export type PlanTaskTerms = z.infer<typeof planTask>;

const count = z.number().int().nonnegative();

/** A department's plan of a year or a month, as far as the calendar and reports go. */
export const departmentPlan = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number().int(),
  period: z.enum(['ANNUAL', 'MONTHLY']),
  month: z.number().int().min(1).max(12).nullable(),
  unit: z.string().nullable(),
  status: z.enum(['DRAFT', 'IN_REVIEW', 'RETURNED', 'APPROVED', 'SUBMITTED', 'WITHDRAWN']),
  supplementary: z.boolean().nullable(),
  submittedOn: z.string().nullable(),
});

/** A department's plan as it states it. */
export type DepartmentPlanFacts = z.infer<typeof departmentPlan>;

/** A task as far as reports of execution go. */
export const taskFacts = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number().int(),
  status: z.string(),
  period: z.enum(['ANNUAL', 'MONTHLY']),
  window: z.object({ first: z.string(), last: z.string() }),
  submittedOn: z.string().nullable(),
  executedBy: z.string().nullable(),
  plannedCount: count.nullable(),
  plan: z.object({ id: z.string() }).nullable(),
  continues: z.object({ id: z.string() }).nullable(),
  ownExecution: z
    .array(z.object({ drawn: count, visited: count, completed: count, withProblems: count, late: count }))
    .nullable(),
});

/** What a task came to, as its department states it. */
export type TaskFacts = z.infer<typeof taskFacts>;

/** A page of any of a department's lists. */
export const listPage = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
});

/** How many items, pool entries and inspectors a department has today; null what it does not tell. */
export const listCounts = z.object({
  itemCount: count.nullable(),
  byLotItemCount: count.nullable(),
  poolCount: count.nullable(),
  inspectorCount: count.nullable(),
});

export const poolCount = z.object({ division: z.string(), creditClass: z.string().nullable(), count });

/** How many entries a department's pool has in a division and credit class. */
export type PoolCount = z.infer<typeof poolCount>;

/** What a department counts of its own lists; of the parts of its pool null where it counts none. */
export type ListCounts = z.infer<typeof listCounts> & { readonly poolParts: readonly PoolCount[] | null };

export const taskContinuation = z.object({ id: z.string() });

export const nonceCommitment = z.object({ commitment: sha256 });

export const nonceReveal = z.object({ nonce: sha256, receipt: z.string() });

/** A nonce with the department's signed receipt. */
export type NonceReveal = z.infer<typeof nonceReveal>;
