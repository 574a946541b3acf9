/** The page around every notice: printable on A4, with fonts of the machine, and nothing that is loaded or run. */
export const PAGE = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title><%= it.title %> <%= it.subject.name %></title>
<style>
@page { size: A4; margin: 22mm 20mm; }
body { max-width: 172mm; margin: 10mm auto; color: #000; font: 12pt/1.7 "SimSun", "Songti SC", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 4mm; text-align: center; font: bold 20pt/1.4 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; letter-spacing: 2pt; }
h2 { margin: 6mm 0 2mm; font-size: 13pt; break-after: avoid; }
p { margin: 2mm 0; }
.number { text-align: right; }
.text { text-indent: 2em; }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.5; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #000; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th, .whole { white-space: nowrap; }
.department { min-width: 8em; }
ul { margin: 0; padding: 0; list-style: none; }
.blank { display: inline-block; min-width: 28mm; border-bottom: 1px solid #000; }
.signatures { display: flex; justify-content: space-between; margin-top: 18mm; white-space: nowrap; break-inside: avoid; }
.seals { margin-top: 12mm; text-align: right; break-inside: avoid; }
.proof { margin-top: 8mm; border-top: 1px solid #000; padding-top: 2mm; font-size: 9pt; line-height: 1.5; overflow-wrap: anywhere; break-inside: avoid; }
@media print { body { margin: 0; max-width: none; } }
</style>
</head>
<body>
<h1><%= it.title %></h1>
<%~ it.body %>
<section class="proof">
<strong>核验信息</strong>（本次检查由联合随机抽取产生，任何人可凭下列编号取得公开记录并复算）<br>
检查编号：<%= it.reference.visit %><br>
抽取编号：<%= it.reference.draw %>　抽取时间：<%= it.reference.drawnOn %><br>
随机种子：<%= it.reference.seed %><br>
名录根：<%= it.reference.rosterRoot %><br>
记录摘要（SHA-256）：<%= it.reference.recordHash %>
</section>
</body>
</html>
`;
