/** The crew sheet (执法检查人员表、任务单), for those who go: who, when, what, with room for what is found. */
export const CREW_SHEET = `
<table>
<tbody>
<tr><th>计划</th><td colspan="3"><%= it.plan.title %>（<%= it.plan.year %>年，发起：<%= it.plan.initiator %>）</td></tr>
<tr><th>检查对象</th><td><%= it.subject.name %></td><th><%= it.subject.codeKind %></th><td><%= it.subject.code %></td></tr>
<tr><th>区划代码</th><td><%= it.subject.district %></td><th>批次</th><td><% if (it.batch === null) { %>—<% } else { %>第<%= it.batch.number %>批（<%= it.batch.first %>至<%= it.batch.last %>）<% } %></td></tr>
<tr><th>检查时段</th><td><%= it.window.first %>至<%= it.window.last %></td><th>最迟完成</th><td><%= it.window.lastDay %></td></tr>
<tr><th>约定时间</th><td colspan="3"><% if (it.scheduled !== null) { %><%= it.scheduled %>（北京时间）<% } else { %>未定<% } %></td></tr>
</tbody>
</table>
<h2>一、检查人员</h2>
<table>
<thead><tr><th>部门</th><th>姓名</th><th>执法证号</th><th>专长要求</th><th>岗位</th><th>签到</th></tr></thead>
<tbody>
<% for (const department of it.departments) { for (const seat of department.seats) { %>
<tr><td class="department"><%= department.name %></td><td><%= seat.held ? seat.name : '空缺' %></td><td><%= seat.certificate %></td><td><%= seat.specialties.join('、') %></td><td><%= seat.post %></td><td></td></tr>
<% } } %>
</tbody>
</table>
<% for (const department of it.departments) { %>
<h2><%= department.name %></h2>
<table>
<thead><tr><th>检查事项</th><th>类别</th><th>检查内容与方式</th><th>依据</th><th>检查结果</th></tr></thead>
<tbody>
<% for (const item of department.items) { %>
<tr><td><%= item.title %></td><td><%= item.itemClass %></td><td><%= item.content %><% if (item.methods.length > 0) { %>（<%= item.methods.join('、') %>）<% } %></td><td><%= item.basis.join('；') %></td><td class="whole">□ 未发现问题<br>□ 发现问题：<br><br></td></tr>
<% } %>
</tbody>
</table>
<% } %>
<p>检查情况：</p>
<p class="signatures"><span>检查人员签名：<span class="blank"></span></span><span>被检查单位确认：<span class="blank"></span></span><span>日期：<span class="blank"></span></span></p>
`;
