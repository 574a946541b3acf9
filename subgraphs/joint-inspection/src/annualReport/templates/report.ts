/** The printed report on what plans came to: printable on A4, with fonts of the machine, and nothing that is loaded or run. */
export const REPORT = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title><%= it.period %><%= it.title %></title>
<style>
@page { size: A4; margin: 18mm 16mm; }
body { max-width: 178mm; margin: 10mm auto; color: #000; font: 11pt/1.6 "SimSun", "Songti SC", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 2mm; text-align: center; font: bold 19pt/1.4 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; }
h2 { margin: 7mm 0 2mm; font-size: 13pt; break-after: avoid; }
h3 { margin: 4mm 0 1mm; font-size: 11pt; break-after: avoid; }
p { margin: 2mm 0; }
.scope { text-align: center; }
.warning { border: 1px solid #000; padding: 2mm; font-weight: bold; }
table { width: 100%; border-collapse: collapse; font-size: 9pt; line-height: 1.4; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #666; padding: 1mm 1.2mm; overflow-wrap: anywhere; }
th, .number { white-space: nowrap; }
td { text-align: right; }
.name { text-align: left; width: 100%; }
.word { text-align: left; }
.plan { break-after: avoid; }
.sum { break-before: avoid; }
.sum td { font-weight: bold; background: #eee; }
figure { margin: 4mm 0; break-inside: avoid; }
figcaption { text-align: center; font-size: 10pt; }
svg { display: block; width: 155mm; max-width: 100%; height: auto; margin: 0 auto; font: 11px sans-serif; }
.tone-0 { fill: #1f4e79; } .tone-1 { fill: #7fa8d1; } .tone-2 { fill: #c55a11; } .tone-3 { fill: #a5a5a5; }
.grid { stroke: #ccc; stroke-width: 0.5; }
.tick { text-anchor: middle; fill: #555; } .label { text-anchor: end; } .value { fill: #333; font-size: 10px; }
.notes { margin-top: 8mm; border-top: 1px solid #000; padding-top: 2mm; font-size: 9pt; }
@media print { body { margin: 0; max-width: none; } }
</style>
</head>
<body>
<h1><%= it.period %><%= it.title %></h1>
<p class="scope"><%= it.scope %>　截至 <%= it.on %></p>
<% if (it.unanswered.length > 0) { %><p class="warning">下列部门的系统未答复，本报告不含其数据：<%= it.unanswered.join('、') %></p><% } %>
<h2>一、总体情况</h2>
<table>
<thead><tr><% for (const { name } of it.totals) { %><th><%= name %></th><% } %></tr></thead>
<tbody><tr class="sum"><% for (const { value } of it.totals) { %><td><%= value %></td><% } %></tr></tbody>
</table>
<% for (const chart of it.charts) { %>
<figure><%~ include('@CHART', { chart, barHeight: it.barHeight }) %><figcaption><%= chart.title %></figcaption></figure>
<% } %>
<h2>二、各部门情况</h2>
<table>
<thead><tr><th>部门</th><% for (const { name } of it.totals) { %><th><%= name %></th><% } %></tr></thead>
<tbody>
<% for (const { name, cells } of it.departments) { %>
<tr><td class="name"><%= name %></td><% for (const cell of cells) { %><td><%= cell %></td><% } %></tr>
<% } %>
</tbody>
</table>
<h2>三、检查人员、反馈、意见与结果运用</h2>
<table>
<thead><tr><th>部门</th><% for (const { name } of it.outcomes) { %><th><%= name %></th><% } %></tr></thead>
<tbody>
<% for (const { name, outcomes } of it.departments) { %>
<tr><td class="name"><%= name %></td><% for (const cell of outcomes) { %><td><%= cell %></td><% } %></tr>
<% } %>
<tr class="sum"><td class="name">合计</td><% for (const { value } of it.outcomes) { %><td><%= value %></td><% } %></tr>
</tbody>
</table>
<h2>四、各项计划与任务</h2>
<% for (const department of it.departments) { %>
<h3><%= department.name %></h3>
<% if (department.publishBy !== null) { %><p>本部门计划执行情况应于 <%= department.publishBy.day %> 前公开（<%= department.publishBy.cite %>）。</p><% } %>
<% if (department.plans.length === 0) { %><p>本期没有报送的计划。</p><% } %>
<% for (const plan of department.plans) { %>
<p class="plan"><%= plan.title %>　<%= plan.submitted %><% if (plan.late) { %>　<strong>逾期报送</strong><% } %></p>
<table>
<thead><tr><th>任务</th><% for (const { name } of it.totals) { %><th><%= name %></th><% } %></tr></thead>
<tbody>
<% for (const task of plan.tasks) { %>
<tr><td class="name"><%= task.title %><% if (task.withdrawn) { %>（已撤回）<% } %><br><small><%= task.window %></small></td><% for (const cell of task.cells) { %><td><%= cell %></td><% } %></tr>
<% } %>
<tr class="sum"><td class="name">合计</td><% for (const cell of plan.cells) { %><td><%= cell %></td><% } %></tr>
</tbody>
</table>
<% } } %>
<% if (it.indicators !== null) { %>
<h2>五、主要指标</h2>
<p>与看板一致。检查以完成之月、年为准；入户次数、重复检查和频次上限也计非随机检查，其余只计抽取的检查。以部门名录为分母的，按部门期末前最近一次计数；有部门未计数的，比率记 —。</p>
<table>
<thead><tr><th>指标</th><th>数值</th><th>比率</th><th>上年</th><th>含义</th><th>依据</th></tr></thead>
<tbody>
<% for (const { name, value, share, lastYear, meaning, source } of it.indicators.rows) { %>
<tr><td class="word"><%= name %></td><td class="number"><%= value %></td><td class="number"><%= share %></td><td class="number"><%= lastYear %></td><td class="word"><%= meaning %></td><td class="word"><%= source %></td></tr>
<% } %>
</tbody>
</table>
<figure><%~ include('@CHART', { chart: it.indicators.chart, barHeight: it.barHeight }) %><figcaption><%= it.indicators.chart.title %></figcaption></figure>
<% } %>
<% if (it.targets.length > 0) { %>
<h2>六、覆盖目标与进度</h2>
<table>
<thead><tr><th>部门</th><th>目标</th><th>要求</th><th>期限</th><th>进度</th><th>是否达到</th><th>依据</th></tr></thead>
<tbody>
<% for (const { department, name, asked, by, reached, met, source } of it.targets) { %>
<tr><td class="word"><%= department %></td><td class="word"><%= name %></td><td class="number"><%= asked %></td><td class="number"><%= by %></td><td class="number"><%= reached %></td><td class="word"><%= met %></td><td class="word"><%= source %></td></tr>
<% } %>
</tbody>
</table>
<% } %>
<section class="notes">
说明：抽取、检查、完成、发现问题、逾期各数含联合抽查与部门自行组织的检查；计划数为抽查比例折合的户数，— 为部门未提供；未完成数为既未完成、也未结转的户数；公示数、意见数及第三部分各数只计联合抽查。同一数据可以 CSV 取得（executionReport.csv）。
</section>
</body>
</html>
`;
