import { type Role, roles } from '@onevisit/kit/identity';
import * as z from 'zod';
import type { DocumentLimits } from './documentLimits.js';

/** A number for each role. */
export type PerRole = Readonly<Record<Role, number>>;

/** Who may read the schema by introspection. */
export type IntrospectionPolicy = 'all' | 'signed-in' | 'off';

/** What a request may be and cost. */
export interface RequestLimits {
  readonly document: DocumentLimits;
  /** The dearest operation of each role, in objects. */
  readonly cost: PerRole;
  /** Requests a minute of each client, by role; a failed sign-in counts as the public's. */
  readonly rate: PerRole;
  readonly introspection: IntrospectionPolicy;
}

/** A service never comes through the gateway; its figures are there for completeness. */
const COST: PerRole = {
  public: 20_000,
  subject: 20_000,
  inspector: 100_000,
  officer: 100_000,
  leader: 100_000,
  lead: 200_000,
  auditor: 200_000,
  service: 500_000,
};

/** The public shares addresses (an office, a mobile network), so its figure is for many people. */
const RATE: PerRole = {
  public: 6_000,
  subject: 1_200,
  inspector: 6_000,
  officer: 12_000,
  leader: 12_000,
  lead: 12_000,
  auditor: 12_000,
  service: 60_000,
};

const count = z.coerce.number().int().positive();

/** Reads `all=100`, or `public=100,officer=2000`; roles that it does not name keep their default. */
function perRole(defaults: PerRole) {
  return z
    .string()
    .default('')
    .transform((text, context): PerRole => {
      const given: Record<string, number> = {};
      for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
        const [name = '', figure = ''] = part.split('=').map((piece) => piece.trim());
        const names = name === 'all' ? roles : roles.filter((role) => role === name);
        const parsed = count.safeParse(figure);
        if (names.length === 0 || !parsed.success) {
          context.addIssue({ code: 'custom', message: `"${part}" is not of the form role=number (or all=number)` });
          return z.NEVER;
        }
        for (const role of names) given[role] = parsed.data;
      }
      return { ...defaults, ...given };
    });
}

/** The variables of the environment that say so; everything has a default. */
export const requestLimitsEnvironment = {
  ONEVISIT_MAX_DEPTH: count.default(16),
  ONEVISIT_MAX_ALIASES: count.default(200),
  ONEVISIT_MAX_ROOT_FIELDS: count.default(50),
  ONEVISIT_MAX_SELECTIONS: count.default(5_000),
  ONEVISIT_MAX_DIRECTIVES: count.default(50),
  ONEVISIT_MAX_TOKENS: count.default(10_000),
  ONEVISIT_MAX_COST: perRole(COST),
  ONEVISIT_RATE_LIMIT: perRole(RATE),
  ONEVISIT_INTROSPECTION: z.enum(['all', 'signed-in', 'off']).default('all'),
};

const environment = z.object(requestLimitsEnvironment);

/** An open gateway knows no clients whom it could tell apart, and no weights: only documents are limited. */
const UNLIMITED = Object.fromEntries(roles.map((role) => [role, Number.MAX_SAFE_INTEGER])) as PerRole;

/** The same for an open gateway. */
export const openLimitsEnvironment = {
  ...requestLimitsEnvironment,
  ONEVISIT_MAX_COST: perRole(UNLIMITED),
  ONEVISIT_RATE_LIMIT: perRole(UNLIMITED),
};

/** The limits that the variables say. */
export function requestLimitsOf(variables: z.infer<typeof environment>): RequestLimits {
  return {
    document: {
      depth: variables.ONEVISIT_MAX_DEPTH,
      aliases: variables.ONEVISIT_MAX_ALIASES,
      rootFields: variables.ONEVISIT_MAX_ROOT_FIELDS,
      selections: variables.ONEVISIT_MAX_SELECTIONS,
      directives: variables.ONEVISIT_MAX_DIRECTIVES,
      tokens: variables.ONEVISIT_MAX_TOKENS,
    },
    cost: variables.ONEVISIT_MAX_COST,
    rate: variables.ONEVISIT_RATE_LIMIT,
    introspection: variables.ONEVISIT_INTROSPECTION,
  };
}
