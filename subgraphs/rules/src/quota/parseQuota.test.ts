import { OneVisitError } from '@onevisit/kit/errors';
import { describe, expect, it } from 'vitest';
import { parseQuota } from './parseQuota.js';
import type { ByPoolSize, ByStratum, Demand, Limits, WrittenQuota } from './WrittenQuota.js';

const percent = (amount: string): Demand => ({ kind: 'FIXED_PERCENT', amount: { percent: amount } });
const home = (count: number) => ({ count, unit: 'ESTABLISHMENT' as const });
const school = (count: number) => ({ count, unit: 'INSTITUTION' as const });
const bounded = (limits: Limits): Demand => ({ kind: 'BOUNDED', limits });
const between = (least: string, most: string) =>
  bounded({ leastPercent: { percent: least }, mostPercent: { percent: most } });
const strata = (...all: readonly (readonly [string, Demand])[]): ByStratum => ({
  kind: 'BY_STRATUM',
  strata: all.map(([stratum, share]) => ({ stratum, share })),
});

function quotaOf(cell: string): WrittenQuota {
  const parsed = parseQuota(cell);
  if (parsed.kind !== 'QUOTA') throw new Error(`${cell}: ${parsed.reason}`);
  expect(parsed.notes).toEqual([]);
  return parsed.quota;
}

const twoTiers: ByPoolSize = {
  kind: 'BY_POOL_SIZE',
  tiers: [
    { size: { most: 10, unit: 'INSTITUTION' }, demand: bounded({ leastCount: school(2) }) },
    { size: { least: 11, unit: 'INSTITUTION' }, demand: bounded({ leastPercent: { percent: '50' } }) },
  ],
};
const classes = strata(
  ['守信', percent('1')],
  ['警示', percent('10')],
  ['失信', percent('50')],
  ['严重失信', percent('80')],
);
const letters = strata(
  ['A', bounded({ mostPercent: { percent: '5' } })],
  ['B', between('5', '20')],
  ['C', between('21', '60')],
  ['D', between('61', '100')],
);

describe('parseQuota', () => {
  it.each<[string, WrittenQuota]>([
    // The shapes of published practice.
    ['3%', { share: percent('3') }],
    ['10-20%', { share: between('10', '20') }],
    ['60-70家', { share: bounded({ leastCount: home(60), mostCount: home(70) }) }],
    ['1户', { share: { kind: 'FIXED_COUNT', amount: { count: 1, unit: 'SUBJECT' } } }],
    ['不低于0.5%', { share: bounded({ leastPercent: { percent: '0.5' } }) }],
    ['不超过5%', { share: bounded({ mostPercent: { percent: '5' } }) }],
    [
      '10%(20户)',
      { share: { kind: 'FIXED_PERCENT', amount: { percent: '10' }, amountsTo: { count: 20, unit: 'SUBJECT' } } },
    ],
    [
      '≥1%且原则上≥10家',
      { share: bounded({ leastPercent: { percent: '1' }, leastCount: { ...home(10), soft: 'IN_PRINCIPLE' } }) },
    ],
    ['市级2% 区级10%', { share: { kind: 'BY_LEVEL', levels: { CITY: percent('2'), DISTRICT: percent('10') } } }],
    ['≤10所抽≥2所,>10所≥50%', { share: twoTiers }],
    ['守信1%/警示10%/失信50%/严重失信80%', { share: classes }],
    ['A≤5% B 5-20% C 21-60% D 61-100%', { share: letters }],
    ['25%,不少于1次/年', { share: percent('25'), frequency: { least: 1, months: 12 } }],
    ['待定', { share: { kind: 'TO_BE_SET' } }],
    ['总体不超过5%', { overall: bounded({ mostPercent: { percent: '5' } }) }],
    // Widths and look-alikes.
    ['５％～１０％', { share: between('5', '10') }],
    ['≧０．５０％', { share: bounded({ leastPercent: { percent: '0.5' } }) }],
    ['10%—20%', { share: between('10', '20') }],
    ['10%至20%', { share: between('10', '20') }],
    ['5‰', { share: percent('0.5') }],
    ['千分之三', { share: percent('0.3') }],
    ['百分之十五', { share: percent('15') }],
    ['三至五家', { share: bounded({ leastCount: home(3), mostCount: home(5) }) }],
    ['全覆盖', { share: percent('100') }],
    // Bounds in many words.
    ['至少20家企业', { share: bounded({ leastCount: home(20) }) }],
    ['20家以上', { share: bounded({ leastCount: home(20) }) }],
    ['20家以下(不含)', { share: bounded({ mostCount: home(19) }) }],
    ['超过20家', { share: bounded({ leastCount: home(21) }) }],
    ['>5%', { share: bounded({ leastPercent: { percent: '5', exclusive: true } }) }],
    ['一般不超过5%', { share: bounded({ mostPercent: { percent: '5', soft: 'IN_PRINCIPLE' } }) }],
    ['10%左右', { share: { kind: 'FIXED_PERCENT', amount: { percent: '10', soft: 'ABOUT' } } }],
    ['10%,不少于3家', { share: { kind: 'FIXED_PERCENT', amount: { percent: '10' }, limits: { leastCount: home(3) } } }],
    ['≥5%(30家)', { share: { kind: 'FIXED_COUNT', amount: home(30), limits: { leastPercent: { percent: '5' } } } }],
    [
      '市级抽查比例不低于2%；县(区)级不低于10%',
      {
        share: {
          kind: 'BY_LEVEL',
          levels: {
            CITY: bounded({ leastPercent: { percent: '2' } }),
            DISTRICT: bounded({ leastPercent: { percent: '10' } }),
          },
        },
      },
    ],
    // Strata.
    ['A、B类各5%，其余10%', { share: strata(['A', percent('5')], ['B', percent('5')], ['*', percent('10')]) }],
    ['不定向抽查比例3%，定向抽查比例5%', { share: strata(['不定向', percent('3')], ['定向', percent('5')]) }],
    ['年度抽查对象总数的5%', { share: percent('5') }],
    ['20家（含）以上', { share: bounded({ leastCount: home(20) }) }],
    ['各3家', { share: strata(['*', { kind: 'FIXED_COUNT', amount: home(3) }]) }],
    ['“低风险，小”1%', { share: strata(['低风险，小', percent('1')]) }],
    // Levels hold for the strata and tiers that follow.
    [
      '市级守信1%/失信50%；区级≤10所抽≥2所,>10所≥50%',
      {
        share: {
          kind: 'BY_LEVEL',
          levels: { CITY: strata(['守信', percent('1')], ['失信', percent('50')]), DISTRICT: twoTiers },
        },
      },
    ],
    // Frequencies.
    ['每三年至少一次', { frequency: { least: 1, months: 36 } }],
    ['at least once in three years', { frequency: { least: 1, months: 36 } }],
    ['5%，每半年一次', { share: percent('5'), frequency: { least: 1, most: 1, months: 6 } }],
    ['原则上每年不超过2次', { frequency: { most: 2, months: 12, soft: 'IN_PRINCIPLE' } }],
    // English.
    [
      'at least 1% and in principle no fewer than 10 establishments',
      {
        share: bounded({ leastPercent: { percent: '1' }, leastCount: { ...home(10), soft: 'IN_PRINCIPLE' } }),
      },
    ],
    ['City 2%; District 10%', { share: { kind: 'BY_LEVEL', levels: { CITY: percent('2'), DISTRICT: percent('10') } } }],
    [
      'pools of up to 10 institutions: at least 2 institutions, pools of over 10 institutions: at least 50%',
      {
        share: twoTiers,
      },
    ],
    ['general items at most 10%', { itemClass: 'GENERAL', share: bounded({ mostPercent: { percent: '10' } }) }],
  ])('%s', (cell, quota) => {
    expect(quotaOf(cell)).toEqual(quota);
  });

  it('keeps what is beside a quota as notes, in parentheses too', () => {
    expect(parseQuota('2024年度抽5%(含分公司);4月-10月；统一处理')).toEqual({
      kind: 'QUOTA',
      quota: { share: percent('5') },
      notes: [
        { text: '含分公司', offset: 10 },
        { text: '4月-10月', offset: 16 },
        { text: '统一处理', offset: 23 },
      ],
    });
  });
});

describe('errors of parseQuota', () => {
  it.each<[string, string, number, string[]?]>([
    ['不低干5%', 'SYNTAX', 0, ['AMOUNT', 'TIMES', 'LEVEL', 'STRATUM']],
    ['3%%', 'SYNTAX', 2, ['AMOUNT', 'TIMES', 'LEVEL', 'STRATUM', 'END']],
    ['10-', 'SYNTAX', 3, ['AMOUNT', 'RANGE_END']],
    ['10%-3家', 'UNITS', 4],
    ['3家-10户', 'UNITS', 3],
    ['比例20', 'SYNTAX', 4, ['UNIT']],
    ['≥1%且', 'SYNTAX', 4, ['AMOUNT']],
    ['10%(20户', 'SYNTAX', 7, ['CLOSING']],
    ['基数约%', 'SYNTAX', 3, ['COUNT']],
    ['5%，150%', 'PERCENT', 3],
    ['99999999999999999999家', 'COUNT', 0],
    ['<0家', 'COUNT', 0],
    ['5%；5%', 'REPEATED', 3],
    ['待定，5%', 'REPEATED', 3],
    ['市级2%，市级3%', 'REPEATED', 5],
    ['1次/年，2次/年', 'REPEATED', 5],
    ['总体≤5%，总体≥1%', 'REPEATED', 6],
    ['重点检查事项20%，一般检查事项10%', 'REPEATED', 10],
    ['20-10%', 'REVERSED', 0],
    ['5%且≥10%', 'REVERSED', 3],
    ['3-1次/年', 'REVERSED', 0],
    ['3%;市级5%', 'MIXED', 0],
    ['市级2% 区级10%，不少于5家', 'MIXED', 11],
    ['≥10家≤20家', 'AMBIGUOUS', 0],
    ['≤10所抽2所，10-20所抽5所', 'OVERLAP', 8],
  ])('%s: %s at %d', (cell, name, offset, expected = []) => {
    const error = refusalOf(cell);
    expect(error.code).toBe(`OV_RULES_QUOTA_${name}`);
    expect(error.extensions).toMatchObject({ offset, expected });
  });

  it('refuses text that is too long to be a cell', () => {
    const error = refusalOf('3%；'.repeat(2000));
    expect(error.code).toBe('OV_RULES_QUOTA_TOO_LONG');
    expect(error.extensions).toMatchObject({ offset: 5000 });
  });

  it('shows the line with a caret under the character, as wide as what stands before it', () => {
    const { message, extensions } = refusalOf('市级2%\n区级１０%-3家，不少于1次/年');
    expect(extensions.shown).toBe('区级１０%-3家，不少于1次/年\n　　　　  ^');
    expect(message).toContain('抽查比例第 12 个字符（"3"）处范围两端的单位不一');
    expect(message).toContain('the two ends of the range differ in unit');
  });

  it('shortens a long line around the character', () => {
    const { extensions } = refusalOf(`${'守信'.repeat(50)};5%${'%'.repeat(50)}`);
    expect(extensions.shown).toMatch(/^…[守信]+;5%{21}…\n {1}　+ {3}\^$/);
  });
});

function refusalOf(cell: string): OneVisitError {
  try {
    parseQuota(cell);
  } catch (error) {
    if (error instanceof OneVisitError) return error;
    throw error;
  }
  throw new Error(`${cell} was not refused`);
}
