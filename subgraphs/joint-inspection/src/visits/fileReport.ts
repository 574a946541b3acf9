import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { checkKept } from './checkWords.js';
import { reportingTogether } from './oneVisit.js';
import { checkActDay, VisitAct, type VisitActor } from './VisitAct.js';
import { notCarriedOut } from './visitStanding.js';

/** A part of a report: GraphQL's ReportSectionInput. */
export interface ReportSection {
  readonly section: string;
  readonly text: string;
}

/** GraphQL's FileReportInput. */
export interface FileReportInput {
  readonly visitId: string;
  readonly sections: readonly ReportSection[];
  readonly completedOn: string;
}

/**
 * Files the report of a visit once its results are there: that of the department, or the one of all who were there as one team
 * (Luohe art. 18).
 * @returns the visit's id
 * @throws OV_JOINT_UNKNOWN_VISIT, OV_JOINT_RESULTS_OPEN, OV_JOINT_REPORT_*, OV_JOINT_TEXT, OV_JOINT_ACT_DAY
 */
export async function fileReport(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  actor: string,
  input: FileReportInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { department } = viewer;
  const { completedOn, sections } = input;
  const act = await VisitAct.of(tx, viewer, actor, input.visitId, now);
  const { visit, rules } = act;
  const away = notCarriedOut(visit);
  const came = visit.departments.filter((code) => !away.includes(code));
  const covers = reportingTogether(rules, came, department);
  const earlier = visit.reports.find((report) => report.covers.some((code) => covers.includes(code)));
  if (earlier !== undefined) throw jointError('OV_JOINT_REPORT_EXISTS', { id: visit.id, by: earlier.department });
  if (!act.hasResultsOf(covers)) throw jointError('OV_JOINT_RESULTS_OPEN', { id: visit.id, of: covers.join(', ') });
  checkActDay('completedOn', completedOn, visit.inspectedOn, calendarDate(now));
  checkSections(act, department, sections);
  const rule = rules.of(department).rule('report');
  if (rule?.form === 'ON_THE_SPOT' && completedOn !== visit.inspectedOn) {
    const values = { day: completedOn, inspectedOn: visit.inspectedOn ?? '', cite: citedAs(rule.cite) };
    throw jointError('OV_JOINT_REPORT_ON_THE_SPOT', values);
  }
  const report = { covers: [...covers], form: rule?.form ?? 'REPORT', completedOn };
  await tx.visitReport.create({
    data: {
      visitId: visit.id,
      department,
      ...report,
      sections: sections as unknown as Prisma.InputJsonArray,
      filedBy: actor,
      filedAt: now,
    },
  });
  await act.happened(covers.map((code) => ({ department: code, kind: 'REPORT_COMPLETED', on: completedOn })));
  return await act.done('report', { ...report, sections });
}

/** Every section has a text, none stands twice, and those that the rules demand are there. */
function checkSections(act: VisitAct, department: string, sections: readonly ReportSection[]): void {
  const given = new Set<string>();
  for (const [index, { section, text }] of sections.entries()) {
    if (text.trim() === '' || given.has(section)) throw jointError('OV_JOINT_REPORT_SECTION', { index, section });
    checkKept(`sections[${index}].text`, text);
    given.add(section);
  }
  const rule = act.rules.of(department).rule('report');
  const missing = rule?.sections.filter((section) => !given.has(section)) ?? [];
  if (rule !== null && missing.length > 0) {
    throw jointError('OV_JOINT_REPORT_SECTIONS', { missing: missing.join(', '), cite: citedAs(rule.cite) });
  }
}
