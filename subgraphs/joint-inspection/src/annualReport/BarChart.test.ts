import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barChart, niceTicks } from './BarChart.js';

describe('niceTicks', () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [100, [0, 20, 40, 60, 80, 100]],
    [1_234, [0, 500, 1_000, 1_500]],
  ])('of %i are %j', (largest, ticks) => {
    expect(niceTicks(largest)).toEqual(ticks);
  });

  it('are few whole numbers that reach the largest value', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (largest) => {
        const ticks = niceTicks(largest);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(8);
      }),
    );
  });
});

describe('barChart', () => {
  it('draws bars in proportion, within the page, none over another', () => {
    const values = fc.array(fc.option(fc.nat({ max: 100_000 })), { minLength: 2, maxLength: 2 });
    const groups = fc.array(fc.record({ label: fc.string(), values }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(groups, (all) => {
        const chart = barChart({ title: '图', series: ['甲', '乙'], groups: all });
        const largest = Math.max(0, ...all.flatMap((group) => group.values.map((value) => value ?? 0)));
        const longest = Math.max(...chart.bars.map(({ width }) => width));
        for (const [index, { width, y }] of chart.bars.entries()) {
          const value = all[Math.floor(index / 2)]?.values[index % 2] ?? 0;
          if (largest > 0) expect(Math.abs(width - (longest * value) / largest)).toBeLessThan(0.2);
          expect(chart.plot.left + width).toBeLessThan(chart.width);
          expect(y).toBeGreaterThanOrEqual(chart.plot.top);
          expect(y).toBeLessThan(chart.plot.bottom);
        }
        const places = chart.bars.map(({ y }) => y);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });

  it('says what nobody knows, and cuts long names short', () => {
    const groups = [{ label: '住房和城乡建设与城市管理局', values: [null] }];
    const { bars, groups: shown } = barChart({ title: '图', series: ['计划数'], groups });
    expect(bars).toMatchObject([{ width: 0, text: '—', name: '住房和城乡建设与城市管理局 计划数：未知' }]);
    expect(shown).toMatchObject([{ label: '住房和城乡建设与城…', name: '住房和城乡建设与城市管理局' }]);
  });
});
