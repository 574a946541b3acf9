import { isSameIn, type PackDifference, type RuleDifference, type ValueChange } from '../difference.js';
import { printCitation, printKind, printRule, printVersion } from './printPack.js';
import { printName, printValue } from './printValue.js';

/** What is not the same in two packs, for people to read, Chinese first: + is added, - removed, ~ changed. */
export function printDifference(difference: PackDifference): string {
  const { before, after, head, rules } = difference;
  const lines = [`${printVersion(before)} → ${printVersion(after)}`, ...head.map(printChange)];
  if (isSameIn(difference)) lines.push('内容相同。 They say the same.');
  for (const rule of rules) lines.push('', ...printRuleDifference(rule));
  return `${lines.join('\n')}\n`;
}

function printRuleDifference(difference: RuleDifference): string[] {
  const { kind } = difference;
  if (difference.change !== 'CHANGED') {
    const sign = difference.change === 'ADDED' ? '+ 新增 added' : '- 删除 removed';
    const [name, ...lines] = printRule(kind, difference.rule);
    return [`${sign}: ${name}`, ...lines];
  }
  const { parameters, citations } = difference;
  return [
    `~ 修改 changed: ${printKind(kind)}`,
    ...parameters.map(printChange),
    ...citations.removed.map((citation) => `  - ${printCitation(citation).trim()}`),
    ...citations.added.map((citation) => `  + ${printCitation(citation).trim()}`),
  ];
}

function printChange({ path, before, after }: ValueChange): string {
  return `  ${printName(path)}: ${printValue(before)} → ${printValue(after)}`;
}
