import { Eta } from 'eta/core';
import { BAR_HEIGHT } from './BarChart.js';
import type { ReportParts } from './reportParts.js';
import { CHART } from './templates/chart.js';
import { REPORT } from './templates/report.js';

/** Everything that is put into a template is escaped. */
const eta = new Eta({ autoEscape: true });
eta.loadTemplate('@CHART', CHART);
eta.loadTemplate('@REPORT', REPORT);

/** Writes a report as a whole HTML document, printable as it is. */
export function renderReport(parts: ReportParts): string {
  return eta.render('@REPORT', { ...parts, barHeight: BAR_HEIGHT });
}
