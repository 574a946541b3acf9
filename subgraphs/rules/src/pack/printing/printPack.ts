import { CATALOGUE, type RuleKind } from '../../catalogue/index.js';
import type { CitedRule, FullCitation, PackVersion, RulePack } from '../RulePack.js';
import { printName, printValue } from './printValue.js';

/** A pack for people to read, Chinese first: what it rules, and where each rule stands. */
export function printPack(pack: RulePack): string {
  const { title, jurisdiction, inForce, inherits, documents, rules, dropped = {}, hash } = pack;
  const place = [jurisdiction.division, jurisdiction.department].filter(Boolean).join(' ');
  const lines = [
    `${title.zh} · ${title.en}`,
    `  细则 pack        ${printVersion(pack)}`,
    `  适用 for         ${jurisdiction.name.zh} ${jurisdiction.name.en}${place === '' ? '' : ` (${place})`}`,
    `  施行 in force    ${inForce.from} – ${inForce.to ?? '…'}`,
    `  继承 extends     ${inherits.map(printVersion).join(' → ') || '无 none'}`,
    `  SHA-256         ${hash}`,
    '',
    '文件 Documents',
    ...documents.map(
      ({ id, title: name, issuer, number, date }) => `  ${[id, name, issuer, number, date].filter(Boolean).join(' ')}`,
    ),
  ];
  for (const { kind } of CATALOGUE) {
    const rule = rules[kind];
    if (rule !== undefined) lines.push('', ...printRule(kind, rule));
    const cite = dropped[kind];
    if (cite !== undefined) lines.push('', `${printKind(kind)}`, '  不适用 does not hold', ...cite.map(printCitation));
  }
  return `${lines.join('\n')}\n`;
}

/** The lines of a rule: its name, its parameters, its citations. */
export function printRule(kind: RuleKind, { cite, ...parameters }: CitedRule<RuleKind>): string[] {
  return [
    printKind(kind),
    ...Object.entries(parameters).map(([name, value]) => `  ${printName(name)}: ${printValue(value)}`),
    ...cite.map(printCitation),
  ];
}

/** The name of a kind of rule in Chinese and English, and in packs. */
export function printKind(kind: RuleKind): string {
  const summary = CATALOGUE.find((definition) => definition.kind === kind)?.summary;
  return `${summary?.zh} · ${summary?.en} [${kind}]`;
}

/** Where a rule stands, in the document's words. */
export function printCitation({ document, article, text, ...pack }: FullCitation): string {
  return `  依据 cited: ${document} ${article}“${text}” (${printVersion(pack)})`;
}

/** A pack's name and version. */
export function printVersion({ pack, version }: PackVersion): string {
  return `${pack} ${version}`;
}
