/** The notice of inspection (行政检查通知书), shown to the subject: what is checked, by whom, on what basis. Nothing internal. */
export const INSPECTION_NOTICE = `
<p class="number">文号：<% if (it.numbers.length > 0) { %><%= it.numbers.join('、') %><% } else { %><span class="blank"></span><% } %></p>
<p><strong><%= it.subject.name %></strong>（<%= it.subject.codeKind %>：<%= it.subject.code %>）：</p>
<p class="text">根据“<%= it.plan.title %>”和随机抽取结果，下列<%= it.departments.length %>个部门<% if (it.scheduled !== null) { %>定于<strong class="whole"><%= it.scheduled %></strong>（北京时间）<% } else { %>将于<strong class="whole"><%= it.window.first %>至<%= it.window.last %></strong>期间<% } %>对你单位开展检查<% if (it.departments.length > 1) { %>，一次进门、合并完成全部事项<% } %>。请予配合。</p>
<h2>一、检查事项</h2>
<table>
<thead><tr><th>部门</th><th>检查事项</th><th>检查内容</th><th>检查方式</th><th>检查依据</th></tr></thead>
<tbody>
<% for (const department of it.departments) { for (const item of department.items) { %>
<tr><td class="department"><%= department.name %></td><td><%= item.title %></td><td><%= item.content %></td><td><%= item.methods.join('、') %></td><td><%= item.basis.join('；') %></td></tr>
<% } } %>
</tbody>
</table>
<h2>二、检查人员</h2>
<table>
<thead><tr><th>部门</th><th>姓名</th><th>执法证号</th></tr></thead>
<tbody>
<% for (const department of it.departments) { for (const seat of department.seats) { if (seat.held) { %>
<tr><td class="department"><%= department.name %></td><td><%= seat.name %></td><td><%= seat.certificate %></td></tr>
<% } } } %>
</tbody>
</table>
<h2>三、告知</h2>
<p class="text">检查人员应当主动出示执法证件。你单位有权核验执法证件；认为检查人员与检查事项有利害关系的，有权申请其回避；对检查结果有权陈述、申辩。</p>
<div class="seals">
<% for (const department of it.departments) { %><p><%= department.name %>（盖章）</p><% } %>
<p>　　　　年　　月　　日</p>
</div>
`;
