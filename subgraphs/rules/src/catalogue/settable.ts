import * as z from 'zod';

/**
 * A value that a document lost or left open: nobody guesses it. Whoever deploys the pack sets it, in a pack that extends
 * this one and cites where the value stands.
 */
export interface Unknown<Value> {
  readonly unknown: {
    /** The least that it can be. */
    readonly atLeast: Value;
    /** The most that it can be. */
    readonly atMost: Value;
    /** Why it is unknown, in Chinese and English. */
    readonly reason: { readonly zh: string; readonly en: string };
  };
}

/** A value, or that it is unknown, with its bounds. */
export type Settable<Value> = Value | Unknown<Value>;

/** The schema of a value that a document may have left unknown. */
export function settable<Value>(value: z.ZodType<Value>) {
  const reason = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
  return z.union([value, z.strictObject({ unknown: z.strictObject({ atLeast: value, atMost: value, reason }) })]);
}

/** Whether a value is unknown. */
export function isUnknown<Value>(value: Settable<Value>): value is Unknown<Value> {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}
