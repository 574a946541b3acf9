import type { RuleKind, RuleOf } from '../catalogue/index.js';

/** Text in Chinese and English. */
export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

/** A founding document. */
export interface PackDocument {
  readonly id: string;
  readonly title: string;
  readonly issuer: string;
  /** Its number, such as 信政办〔2019〕51号. */
  readonly number?: string;
  /** The date of issue. */
  readonly date: string;
}

/** Where a rule stands: the article of a document, in its own words. */
export interface Citation {
  /** The document's id in its pack. */
  readonly document: string;
  readonly article: string;
  /** The original wording. */
  readonly text: string;
}

/** A citation with its pack, since a pack inherits rules. */
export interface FullCitation extends Citation {
  readonly pack: string;
  readonly version: number;
}

/** A rule of a pack as read: its parameters, and where it stands. */
export type CitedRule<Kind extends RuleKind> = RuleOf<Kind> & { readonly cite: readonly FullCitation[] };

/** The rules of a pack by their kinds. */
export type RulesByKind = { readonly [Kind in RuleKind]?: CitedRule<Kind> };

/** A pack's name and version: a published version never changes. */
export interface PackVersion {
  readonly pack: string;
  /** From 1. */
  readonly version: number;
}

/** A rule pack (细则) with all that it inherits: plain data, as plans pin it. */
export interface RulePack extends PackVersion {
  readonly title: BilingualText;
  readonly jurisdiction: {
    readonly name: BilingualText;
    /** Division code; a national pack has none. */
    readonly division?: string;
    /** Code of the department whose rules these are; none: of all of the jurisdiction. */
    readonly department?: string;
  };
  /** The pack it extends, nearest first, to the last. */
  readonly inherits: readonly PackVersion[];
  /** First and last day in force; null while open. */
  readonly inForce: { readonly from: string; readonly to: string | null };
  readonly documents: readonly (PackDocument & { readonly pack: string })[];
  readonly rules: RulesByKind;
  /** Inherited rules that this pack, or one that it extends, says do not hold, and where that stands; absent where there are none. */
  readonly dropped?: { readonly [Kind in RuleKind]?: readonly FullCitation[] };
  /** SHA-256 of its canonical JSON without this member, in hex. */
  readonly hash: string;
}
