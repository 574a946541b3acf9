import { RULE_READS, type RulePack, type RuleRead } from '@onevisit/rules';

/** Which parameters of rules the code has read since the watch began. */
export interface RuleWatch {
  /** Parameters of a pack's rules, inherited ones too, that nothing has read: `kind.field`. */
  unread(pack: RulePack): string[];
  stop(): void;
}

/** Watches which parameters of rules are read: one that a scenario does not bring the code to read changes nothing in it. */
export function watchRuleReads(): RuleWatch {
  const seen = new Set<string>();
  const listen = (message: unknown): void => {
    const { pack, version, kind, field } = message as RuleRead;
    seen.add(`${pack}@${version} ${kind}.${field}`);
  };
  RULE_READS.subscribe(listen);
  return {
    unread: ({ pack, version, rules }) =>
      Object.entries(rules)
        .flatMap(([kind, rule]) => Object.keys(rule).map((field) => `${kind}.${field}`))
        .filter((name) => !name.endsWith('.cite') && !seen.has(`${pack}@${version} ${name}`)),
    stop: () => RULE_READS.unsubscribe(listen),
  };
}
