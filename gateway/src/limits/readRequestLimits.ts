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
  /** Requests a minute of each client, by role; a failed sign-in counts as the public's. Undefined: not limited. */
  readonly rate: PerRole | undefined;
  /** What a client may bring a minute that has to be planned, in selections, by role. Undefined: not limited. */
  readonly newSelections: PerRole | undefined;
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

/** To plan a selection takes up to half a millisecond: of the public's, five seconds of a minute. */
const NEW_SELECTIONS: PerRole = {
  public: 10_000,
  subject: 10_000,
  inspector: 20_000,
  officer: 50_000,
  leader: 50_000,
  lead: 50_000,
  auditor: 50_000,
  service: 50_000,
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
  ONEVISIT_NEW_SELECTIONS: perRole(NEW_SELECTIONS),
  ONEVISIT_INTROSPECTION: z.enum(['all', 'signed-in', 'off']).default('all'),
};

/** An open gateway knows no clients whom it could tell apart, and no weights: only documents are limited. */
const UNLIMITED = Object.fromEntries(roles.map((role) => [role, Number.MAX_SAFE_INTEGER])) as PerRole;

/** The same for an open gateway. What it says nothing of is not even counted. */
export const openLimitsEnvironment = {
  ...requestLimitsEnvironment,
  ONEVISIT_MAX_COST: perRole(UNLIMITED),
  ONEVISIT_RATE_LIMIT: z.undefined().or(perRole(UNLIMITED)),
  ONEVISIT_NEW_SELECTIONS: z.undefined().or(perRole(UNLIMITED)),
};

const environment = z.object(openLimitsEnvironment);

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
    newSelections: variables.ONEVISIT_NEW_SELECTIONS,
    introspection: variables.ONEVISIT_INTROSPECTION,
  };
}
