/** What the subject prepares (备查资料清单), by department and item. Nothing internal. */
export const DOCUMENT_LIST = `
<p><strong><%= it.subject.name %></strong>（<%= it.subject.codeKind %>：<%= it.subject.code %>）：</p>
<p class="text">为减少检查占用你单位的时间，请提前备齐下列资料。资料以检查时实际需要为准；未列明而与检查内容有关的，届时由检查人员说明。</p>
<table>
<thead><tr><th>部门</th><th>检查事项</th><th>请准备</th><th>依据</th></tr></thead>
<tbody>
<% for (const department of it.departments) { for (const item of department.items) { %>
<tr><td class="department"><%= department.name %></td><td><%= item.title %></td><td><% if (item.documents.length > 0) { %><ul><% for (const name of item.documents) { %><li>□ <%= name %></li><% } %></ul><% } else { %>与检查内容有关的资料：<%= item.content %><% } %></td><td><%= item.basis.join('；') %></td></tr>
<% } } %>
</tbody>
</table>
`;
