import { expect, it } from 'vitest';
import { barChart } from './BarChart.js';
import { renderReport } from './renderReport.js';
import type { ReportParts } from './reportParts.js';

const EVIL = `"><script>alert('x')</script>&<img src=x>`;

const cells = ['10', '9', '8', '7', '1', '0', '0', '3', '5', '—'];

const parts: ReportParts = {
  title: '抽查计划执行情况报告',
  period: '2026年度',
  on: '2027-02-01',
  scope: EVIL,
  unanswered: [EVIL],
  totals: cells.map((value, index) => ({ name: `列${index}`, value })),
  outcomes: [{ name: EVIL, value: '4' }],
  targets: [{ department: EVIL, name: EVIL, asked: '70%', by: '2026-11-30', reached: EVIL, met: EVIL, source: EVIL }],
  charts: [barChart({ title: EVIL, series: [EVIL, '完成数'], groups: [{ label: EVIL, values: [10, 7] }] })],
  departments: [
    {
      name: EVIL,
      cells,
      outcomes: ['4'],
      publishBy: { day: '2027-02-28', cite: EVIL },
      plans: [
        {
          title: EVIL,
          submitted: EVIL,
          late: true,
          cells,
          tasks: [{ title: EVIL, window: '2026-05-01至2026-05-31', withdrawn: true, cells }],
        },
      ],
    },
    { name: '水利局', cells, outcomes: ['0'], publishBy: null, plans: [] },
  ],
  indicators: {
    rows: [{ name: EVIL, value: '3 / 4', share: '75.00%', lastYear: '—', meaning: EVIL, source: EVIL }],
    chart: barChart({ title: EVIL, series: ['本年', '上年'], groups: [{ label: '5月', values: [3, null] }] }),
  },
};

it('escapes everything, and loads and runs nothing', () => {
  const html = renderReport(parts);
  expect(html).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|@import|url\(|https?:/i);
  expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10);
  expect(html).toContain("default-src 'none'");
});

it('tells figures, charts, deadlines, and who did not answer', () => {
  const html = renderReport({ ...parts, unanswered: ['教育局'] });
  expect(html.match(/<svg/g)).toHaveLength(2);
  expect(html).toContain('<td class="number">3 / 4</td><td class="number">75.00%</td><td class="number">—</td>');
  expect(renderReport({ ...parts, indicators: null })).not.toContain('五、主要指标');
  expect(renderReport({ ...parts, targets: [] })).not.toContain('六、覆盖目标');
  expect(html).toContain('<td class="number">70%</td><td class="number">2026-11-30</td>');
  expect(html).toMatch(/未答复.*教育局/);
  expect(html).toContain('应于 2027-02-28 前公开');
  expect(html).toContain('逾期报送');
  expect(html).toContain('（已撤回）');
  expect(html).toContain('本期没有报送的计划');
  expect(html).toContain('<td class="name">水利局</td><td>10</td><td>9</td>');
  expect(html).toContain('<td class="name">水利局</td><td>0</td>');
  expect(renderReport({ ...parts, unanswered: [] })).not.toContain('未答复');
});
