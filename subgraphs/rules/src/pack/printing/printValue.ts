import { isUnknown, type Unknown } from '../../catalogue/settable.js';
import { CHINESE } from './chinese.js';

/** A name of a parameter in Chinese and English, such as 不受限对象 lifted for. */
export function printName(path: string): string {
  const names = path.split('.');
  const chinese = names.map((name) => CHINESE[name] ?? name).join('·');
  const english = names.map((name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)).join(' · ');
  return chinese === english ? english : `${chinese} ${english}`;
}

/** A value in Chinese and English on one line. */
export function printValue(value: unknown): string {
  if (value === undefined || value === null) return '未设 none';
  if (typeof value === 'boolean') return value ? '是 yes' : '否 no';
  if (typeof value === 'string') return CHINESE[value] ? `${CHINESE[value]} ${readable(value)}` : value;
  if (Array.isArray(value)) return value.length === 0 ? '无 none' : value.map(printValue).join('；');
  if (typeof value !== 'object') return String(value);
  if (isUnknown(value)) return printUnknown(value as Unknown<unknown>);
  return Object.entries(value)
    .map(([name, member]) => `${printName(name)} ${printValue(member)}`)
    .join('，');
}

function printUnknown({ unknown: { atLeast, atMost, reason } }: Unknown<unknown>): string {
  return `未知，${atLeast} 到 ${atMost}（${reason.zh}） unknown, ${atLeast} to ${atMost} (${reason.en})`;
}

/** SERIOUSLY_DISHONEST as people write it. */
function readable(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}
