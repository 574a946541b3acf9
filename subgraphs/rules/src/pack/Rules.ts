import { channel } from 'node:diagnostics_channel';
import type { RuleKind } from '../catalogue/index.js';
import { isUnknown, type Settable } from '../catalogue/settable.js';
import { ruleError } from '../errors.js';
import type { CitedRule, FullCitation, RulePack } from './RulePack.js';

/** A parameter of a rule that was read. */
export interface RuleRead {
  readonly pack: string;
  readonly version: number;
  readonly kind: RuleKind;
  readonly field: string;
}

/** Tells, to whoever subscribes, which parameters of rules are read: which rules act. Messages are RuleReads. */
export const RULE_READS = channel('onevisit:rules:read');

/** The rules of one pack, as whoever acts on them reads them. */
export class Rules {
  readonly pack: RulePack;

  constructor(pack: RulePack) {
    this.pack = pack;
  }

  /** The rule of a kind; null where the pack has none: then nothing is demanded. */
  rule<Kind extends RuleKind>(kind: Kind): CitedRule<Kind> | null {
    const rule = this.pack.rules[kind] as CitedRule<Kind> | undefined;
    if (rule === undefined) return null;
    return RULE_READS.hasSubscribers ? this.#telling(kind, rule) : rule;
  }

  /** The rule, telling of each of its parameters that is read. */
  #telling<Kind extends RuleKind>(kind: Kind, rule: CitedRule<Kind>): CitedRule<Kind> {
    const { pack, version } = this.pack;
    return new Proxy(rule, {
      get: (target, field, receiver) => {
        const told = typeof field === 'string' && field in target && field !== 'cite';
        if (told) RULE_READS.publish({ pack, version, kind, field } satisfies RuleRead);
        return Reflect.get(target, field, receiver);
      },
    });
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
