import { isUnknown, type Unknown } from '../../catalogue/settable.js';
import type { RulesByKind } from '../RulePack.js';

/** A place in rules and what stands there. */
export interface PlacedValue {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every value in rules but citations, from the outside in; an unknown one is a value. */
export function* valuesIn(rules: RulesByKind): Generator<PlacedValue> {
  for (const [kind, { cite: _, ...parameters }] of Object.entries(rules)) yield* within(parameters, ['rules', kind]);
}

function* within(value: unknown, path: readonly (string | number)[]): Generator<PlacedValue> {
  yield { path, value };
  if (typeof value !== 'object' || value === null || isUnknown(value)) return;
  const members: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [name, member] of members) yield* within(member, [...path, name]);
}

/** Bounds of an unknown value, as numbers: percentages are text. */
export function boundsOf({ unknown }: Unknown<unknown>): { readonly atLeast: number; readonly atMost: number } {
  return { atLeast: Number(unknown.atLeast), atMost: Number(unknown.atMost) };
}
