import type * as z from 'zod';

/** A kind of rule: what a pack may say of it. What it does is for whoever reads it. */
export interface RuleDefinition<Kind extends string, Shape extends z.ZodType> {
  /** Its name in packs. */
  readonly kind: Kind;
  /** What it rules, in Chinese and English. */
  readonly summary: { readonly zh: string; readonly en: string };
  /** Its parameters; citations stand beside them. */
  readonly shape: Shape;
}

/** Defines a kind of rule. */
export function defineRule<const Kind extends string, Shape extends z.ZodType>(
  definition: RuleDefinition<Kind, Shape>,
): RuleDefinition<Kind, Shape> {
  return definition;
}
