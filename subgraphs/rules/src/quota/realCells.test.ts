import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { NoQuota } from './notes.js';
import { parseQuota } from './parseQuota.js';
import type { Demand, Share, WrittenQuota } from './WrittenQuota.js';

const percent = (amount: string): Demand => ({ kind: 'FIXED_PERCENT', amount: { percent: amount } });
const atLeast = (amount: string): Demand => ({ kind: 'BOUNDED', limits: { leastPercent: { percent: amount } } });
const depots = (amount: string): Demand => ({
  kind: 'BOUNDED',
  limits: { leastPercent: { percent: amount, unit: 'DEPOT' } },
});
const strata = (...all: readonly (readonly [string, Demand])[]): Share => ({
  kind: 'BY_STRATUM',
  strata: all.map(([stratum, share]) => ({ stratum, share })),
});
const YEARLY = { least: 1, most: 1, months: 12 };
const NOT_LESS_THAN_YEARLY = { least: 1, months: 12 };
const ONCE = { least: 1, most: 1 };

/** What each distinct cell of the table means, by a reader's judgement: its quota and its remarks. */
const QUOTAS: Readonly<Record<string, readonly [WrittenQuota, ...notes: string[]]>> = {
  '比例10-20%': [
    { share: { kind: 'BOUNDED', limits: { leastPercent: { percent: '10' }, mostPercent: { percent: '20' } } } },
  ],
  '数量60-70家': [
    {
      share: {
        kind: 'BOUNDED',
        limits: { leastCount: { count: 60, unit: 'ESTABLISHMENT' }, mostCount: { count: 70, unit: 'ESTABLISHMENT' } },
      },
    },
  ],
  '比例30%': [{ share: percent('30') }],
  '比例50%': [{ share: percent('50') }],
  '比例8%': [{ share: percent('8') }],
  '比例3%': [{ share: percent('3') }],
  '比例5%;同一任务含6个事项': [{ share: percent('5') }, '同一任务含6个事项'],
  '比例不低于0.5%': [{ share: atLeast('0.5') }],
  '比例5%': [{ share: percent('5') }],
  '比例 市级2% 区级10%': [{ share: { kind: 'BY_LEVEL', levels: { CITY: percent('2'), DISTRICT: percent('10') } } }],
  '比例0.5%;配合部门随机构改革改名(商务→投资促进)': [
    { share: percent('0.5') },
    '配合部门随机构改革改名(商务→投资促进)',
  ],
  '50%,不少于1次/年': [{ share: percent('50'), frequency: NOT_LESS_THAN_YEARLY }],
  '100%,不少于1次/年': [{ share: percent('100'), frequency: NOT_LESS_THAN_YEARLY }],
  '≤10所时不少于2所;>10所时不低于50%': [
    {
      share: {
        kind: 'BY_POOL_SIZE',
        tiers: [
          {
            size: { most: 10, unit: 'INSTITUTION' },
            demand: { kind: 'BOUNDED', limits: { leastCount: { count: 2, unit: 'INSTITUTION' } } },
          },
          { size: { least: 11, unit: 'INSTITUTION' }, demand: atLeast('50') },
        ],
      },
    },
  ],
  // 30 % of the depots, not of the enterprises; that there is no upper limit adds nothing to a lower one.
  '市级≥30%库点;县级≥50%库点,不设上限': [
    { share: { kind: 'BY_LEVEL', levels: { CITY: depots('30'), DISTRICT: depots('50') } } },
    '不设上限',
  ],
  '一般检查事项不高于10%': [
    { itemClass: 'GENERAL', share: { kind: 'BOUNDED', limits: { mostPercent: { percent: '10' } } } },
  ],
  '约28家,100%': [
    {
      share: {
        kind: 'FIXED_PERCENT',
        amount: { percent: '100' },
        amountsTo: { count: 28, unit: 'ESTABLISHMENT', soft: 'ABOUT' },
      },
    },
  ],
  '基数474家,3%': [{ share: percent('3'), base: { count: 474, unit: 'ESTABLISHMENT' } }],
  '生产≥10%,经营≥1%,抽查1次': [{ share: strata(['生产', atLeast('10')], ['经营', atLeast('1')]), frequency: ONCE }],
  '≥30%,抽查1次': [{ share: atLeast('30'), frequency: ONCE }],
  '基数5,40%,目标2;按A/B/C/D递加': [
    {
      share: { kind: 'FIXED_PERCENT', amount: { percent: '40' }, amountsTo: { count: 2, unit: 'UNIT' } },
      base: { count: 5, unit: 'UNIT' },
    },
    '按A/B/C/D递加',
  ],
  '基数90,9%,目标8;按A/B/C/D递加': [
    {
      share: { kind: 'FIXED_PERCENT', amount: { percent: '9' }, amountsTo: { count: 8, unit: 'UNIT' } },
      base: { count: 90, unit: 'UNIT' },
    },
    '按A/B/C/D递加',
  ],
  '3%;2次/年;按信用风险递加': [{ share: percent('3'), frequency: { least: 2, most: 2, months: 12 } }, '按信用风险递加'],
  '每年比例之和≥20%;不涉及信用风险分类': [{ yearly: atLeast('20') }, '不涉及信用风险分类'],
  '≥5%': [{ share: atLeast('5') }],
  '45%,抽查1次': [{ share: percent('45'), frequency: ONCE }],
  '20%,1次/年': [{ share: percent('20'), frequency: YEARLY }],
  '50%,1次/年': [{ share: percent('50'), frequency: YEARLY }],
  '20%,3户': [
    {
      share: { kind: 'FIXED_PERCENT', amount: { percent: '20' }, amountsTo: { count: 3, unit: 'SUBJECT' } },
    },
  ],
  '20%': [{ share: percent('20') }],
  '10%(20户)': [
    {
      share: { kind: 'FIXED_PERCENT', amount: { percent: '10' }, amountsTo: { count: 20, unit: 'SUBJECT' } },
    },
  ],
  '1户': [{ share: { kind: 'FIXED_COUNT', amount: { count: 1, unit: 'SUBJECT' } } }],
  '10%': [{ share: percent('10') }],
  '≥1%且原则上≥10家': [
    {
      share: {
        kind: 'BOUNDED',
        limits: {
          leastPercent: { percent: '1' },
          leastCount: { count: 10, unit: 'ESTABLISHMENT', soft: 'IN_PRINCIPLE' },
        },
      },
    },
  ],
  待定: [{ share: { kind: 'TO_BE_SET' } }],
  '43家全覆盖': [
    {
      share: { kind: 'FIXED_PERCENT', amount: { percent: '100' }, amountsTo: { count: 43, unit: 'ESTABLISHMENT' } },
    },
  ],
  '总体≤5%;守信1%/警示10%/失信50%/严重失信80%': [
    {
      share: strata(
        ['守信', percent('1')],
        ['警示', percent('10')],
        ['失信', percent('50')],
        ['严重失信', percent('80')],
      ),
      overall: { kind: 'BOUNDED', limits: { mostPercent: { percent: '5' } } },
    },
  ],
};

/** Cells without a quota: how the table was made, who takes part, the class of the item, a crew, a credit class. */
const FREE_TEXTS: Readonly<Record<string, NoQuota>> = {
  '': 'EMPTY',
  合并单元格推断: 'NO_AMOUNT',
  同一事项按对象类别切换配合部门: 'NO_AMOUNT',
  条件化发起部门: 'NO_AMOUNT',
  '一般检查事项;每个联合部门各有自己的抽查事项': 'NO_AMOUNT',
  重点检查事项: 'NO_AMOUNT',
  一般检查事项: 'NO_AMOUNT',
  重点抽查: 'NO_AMOUNT',
  一般抽查: 'NO_AMOUNT',
  随机抽6名检查人员组成检查组: 'COUNTS_SOMETHING_ELSE',
  '信用风险:一般': 'NO_AMOUNT',
};

describe('the cells of published plans (data/joint-items.csv)', () => {
  const file = readFileSync(new URL('../../data/joint-items.csv', import.meta.url));
  const rows = z.array(z.object({ ratio_or_note: z.string() })).parse(parse(file, { columns: true }));
  const cells = rows.map((row) => row.ratio_or_note);

  it('are all judged here', () => {
    expect(cells).toHaveLength(78);
    expect([...new Set(cells)].sort()).toEqual([...Object.keys(QUOTAS), ...Object.keys(FREE_TEXTS)].sort());
  });

  it.each(Object.entries(QUOTAS))('%s', (cell, [quota, ...notes]) => {
    const parsed = parseQuota(cell);
    expect(parsed).toMatchObject({ kind: 'QUOTA', notes: notes.map((text) => ({ text, offset: cell.indexOf(text) })) });
    expect(parsed).toHaveProperty('quota', quota);
  });

  it.each(Object.entries(FREE_TEXTS))('"%s" is free text', (text, reason) => {
    const parsed = parseQuota(text);
    expect(parsed).toMatchObject({ kind: 'FREE_TEXT', reason, text });
    expect(parsed).toHaveProperty('why.zh');
  });
});
