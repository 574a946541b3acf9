import type { Cursor } from './Cursor.js';
import { takeAmountOrRange, takeCount } from './takeAmount.js';
import { type Comparison, takeComparison, takePostposition } from './takeComparison.js';
import { TERM_BEGINS } from './takeTerm.js';
import type { Level, PoolSize } from './WrittenQuota.js';

const LEVELS: readonly (readonly [Level, RegExp])[] = [
  ['PROVINCE', /省级|(?:provincial|province)(?: level)?\b/iy],
  ['CITY', /市本?级|(?:municipal|city)(?: level)?\b/iy],
  ['DISTRICT', /县\((?:市、?)?区\)级|区\(县\)级|县区级|区县级|县级|区级|(?:district|county)(?: level)?\b/iy],
];

/** 市级, 县(区)级, district … */
export function takeLevel(cursor: Cursor): Level | undefined {
  return LEVELS.find(([, pattern]) => cursor.take(pattern, 'LEVEL') !== undefined)?.[0];
}

const POOL_WORDS =
  '(?:名录库|检查对象|对象总?数|对象|总数|if +the +pool +has|if +the +pool +is|pools? +of|pools? +with|pools?)';
const BEFORE_TERM = `(?= *(?:各|均|each\\b)? *:? *(?:${POOL_WORDS}|${TERM_BEGINS}))`;
const OTHERS = new RegExp(`(?:各类?|其余|其他|其它|others?\\b|each\\b)${BEFORE_TERM}`, 'iy');
/** A Chinese name must not begin like a comparison (不低干5% is a slip of the pen), but undirected draws are 不定向. */
const NAME = '"(?:[^"]|"")+"|“[^”]+”|[A-Z]+(?:类|级)?|(?!不(?!定向)|至|最|每|原则|或|且|并)\\p{Script=Han}+?';
const NAMES = new RegExp(`(?!${TERM_BEGINS})(?:${NAME})(?: *[、/和及与&] *(?:${NAME}))*${BEFORE_TERM}`, 'iuy');
const ONE_NAME = new RegExp(`(${NAME})(?: *[、/和及与&] *|$)`, 'iuy');
const AFTER_NAMES = /各|均|each\b/iy;

/**
 * Names of strata, `*` for 各 and 其余: 守信, A类, A、B各, "with quotes". Unquoted Latin names are capitals.
 * Only where a term follows.
 */
export function takeStrata(cursor: Cursor): readonly string[] | undefined {
  if (cursor.take(OTHERS) !== undefined) return ['*'];
  return cursor.attempt(() => {
    const list = cursor.take(NAMES, 'STRATUM')?.[0];
    if (list === undefined) return undefined;
    const names = namesOf(cursor.cell, list, cursor.offset - list.length);
    if (names.some((name) => name === undefined)) return undefined;
    cursor.take(AFTER_NAMES);
    return names.filter((name) => name !== undefined);
  });
}

function namesOf(cell: string, list: string, offset: number): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  ONE_NAME.lastIndex = 0;
  for (let at = 0; at < list.length; at = ONE_NAME.lastIndex) {
    const match = ONE_NAME.exec(list);
    if (match === null) return [undefined];
    const [, name = ''] = match;
    const written = cell.slice(offset + at, offset + at + name.length);
    names.push(nameOf(name, written));
  }
  return names;
}

function nameOf(name: string, written: string): string | undefined {
  if (name.startsWith('"')) return written.slice(1, -1).replaceAll(/(["＂])\1/g, '$1');
  if (name.startsWith('“')) return written.slice(1, -1);
  if (/^[a-z]/i.test(name)) return /^([A-Z]+)[类级]?$/.exec(name)?.[1];
  return written;
}

/** The condition of a tier; `marked` if the text says that it is one, rather than a bound on the draw. */
export interface Tier {
  readonly size: PoolSize;
  readonly marked: boolean;
}

const POOL = new RegExp(POOL_WORDS, 'iy');
const MARK = /(?:时|的|抽取|抽查|抽|检查|:)+/y;
const TERM = new RegExp(TERM_BEGINS, 'iy');

/** The size of a pool before what is drawn from it: ≤10所抽, 11-50家时, >10所 directly before an amount. */
export function takeTier(cursor: Cursor): Tier | undefined {
  return cursor.attempt(() => {
    const named = cursor.take(POOL) !== undefined;
    const { offset } = cursor;
    const size = takeSize(cursor);
    if (size === undefined) return undefined;
    const marked = cursor.take(MARK) !== undefined || named;
    if (!cursor.sees(TERM)) return undefined;
    if ((size.least ?? 0) > (size.most ?? Number.MAX_SAFE_INTEGER)) {
      throw cursor.error('OV_RULES_QUOTA_REVERSED', offset);
    }
    return { size, marked };
  });
}

function takeSize(cursor: Cursor): PoolSize | undefined {
  const { offset } = cursor;
  const before = takeComparison(cursor);
  if (before !== undefined) {
    const { count, unit } = takeCount(cursor) ?? {};
    return count === undefined || unit === undefined ? undefined : sizeOf(cursor, offset, before, count, unit);
  }
  const amounts = takeAmountOrRange(cursor);
  if (amounts === undefined || 'percent' in amounts.from) return undefined;
  const { count, unit } = amounts.from;
  if (amounts.to !== undefined)
    return 'count' in amounts.to ? { least: count, most: amounts.to.count, unit } : undefined;
  const after = takePostposition(cursor);
  return after === undefined ? undefined : sizeOf(cursor, offset, after, count, unit);
}

function sizeOf(
  cursor: Cursor,
  offset: number,
  comparison: Comparison,
  count: number,
  unit: PoolSize['unit'],
): PoolSize {
  switch (comparison) {
    case 'AT_LEAST':
      return { least: count, unit };
    case 'OVER':
      return { least: count + 1, unit };
    case 'AT_MOST':
      return { most: count, unit };
    case 'UNDER':
      if (count === 0) throw cursor.error('OV_RULES_QUOTA_COUNT', offset);
      return { most: count - 1, unit };
  }
}
