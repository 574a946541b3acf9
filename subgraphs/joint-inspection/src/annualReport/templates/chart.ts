/** A chart of horizontal bars, as SVG within the page: no script, nothing that is loaded. */
export const CHART = `
<svg viewBox="0 0 <%= it.chart.width %> <%= it.chart.height %>" role="img" aria-label="<%= it.chart.title %>">
<% for (const { x, tone, text } of it.chart.legend) { %>
<rect class="tone-<%= tone %>" x="<%= x %>" y="8" width="10" height="10"/><text x="<%= x + 14 %>" y="17"><%= text %></text>
<% } %>
<% for (const { x, text } of it.chart.ticks) { %>
<line class="grid" x1="<%= x %>" y1="<%= it.chart.plot.top %>" x2="<%= x %>" y2="<%= it.chart.plot.bottom %>"/><text class="tick" x="<%= x %>" y="<%= it.chart.plot.bottom + 14 %>"><%= text %></text>
<% } %>
<% for (const { y, label, name } of it.chart.groups) { %>
<text class="label" x="<%= it.chart.plot.left - 6 %>" y="<%= y + 4 %>"><title><%= name %></title><%= label %></text>
<% } %>
<% for (const { y, width, tone, text, name } of it.chart.bars) { %>
<rect class="tone-<%= tone %>" x="<%= it.chart.plot.left %>" y="<%= y %>" width="<%= width %>" height="<%= it.barHeight - 2 %>"><title><%= name %></title></rect><text class="value" x="<%= it.chart.plot.left + width + 4 %>" y="<%= y + it.barHeight - 3 %>"><%= text %></text>
<% } %>
</svg>
`;
