import type { RuleKind } from '../catalogue/index.js';
import { isUnknown, type Settable } from '../catalogue/settable.js';
import { ruleError } from '../errors.js';
import type { CitedRule, FullCitation, RulePack } from './RulePack.js';

/** The rules of one pack, as whoever acts on them reads them. */
export class Rules {
  readonly pack: RulePack;

  constructor(pack: RulePack) {
    this.pack = pack;
  }

  /** The rule of a kind; null where the pack has none: then nothing is demanded. */
  rule<Kind extends RuleKind>(kind: Kind): CitedRule<Kind> | null {
    return (this.pack.rules[kind] as CitedRule<Kind> | undefined) ?? null;
  }

  /**
   * The value of a parameter that a document may have left unknown.
   * @param field its name in the rule, with dots, such as results.within
   * @throws OV_RULES_VALUE_UNSET, which says which value to set, within which bounds, and why it is unknown
   */
  settled<Value extends number | string>(kind: RuleKind, field: string, value: Settable<Value>): Value {
    if (!isUnknown(value)) return value;
    const { atLeast, atMost, reason } = value.unknown;
    const { pack, version } = this.pack;
    const values = { pack, version, rule: kind, field, atLeast, atMost, whyZh: reason.zh, why: reason.en };
    throw ruleError('OV_RULES_VALUE_UNSET', values, { pack, rule: kind, field });
  }
}

/** Citations as one text, to stand in an error: 〔document article〕“wording”. */
export function citedAs(cite: readonly FullCitation[]): string {
  return cite.map(({ pack, article, text }) => `${pack} ${article}“${text}”`).join('; ');
}
