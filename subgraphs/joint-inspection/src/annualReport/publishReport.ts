import { createHash } from 'node:crypto';
import { calendarDate, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { executionCsv } from '../departmentPlans/executionCsv.js';
import { executionReport } from '../departmentPlans/executionReport.js';
import { jointError } from '../errors.js';
import type { Joint } from '../joint.js';
import type { ReportLoaders } from './indicatorParts.js';
import { renderReport } from './renderReport.js';
import { reportParts } from './reportParts.js';

/** Editions of one report get their numbers one after the other. */
const LOCK = 'onevisit report editions';

/** A report to publish: of a year, or of one of its months. */
export interface ReportToPublish {
  readonly year: number;
  readonly month: number | null;
  /** Whose plans; null: all departments'. */
  readonly department: string | null;
}

/** A report as it is to be published: it does not change any more. */
interface ReportText {
  readonly on: string;
  readonly html: string;
  readonly csv: string;
}

/**
 * Writes a report out as it is to be published (Luohe art. 23: 在每年2月底之前,通过…网站公开上一年度检查计划的执行情况).
 * @throws OV_JOINT_REPORT_INCOMPLETE where a department did not answer; OV_JOINT_REPORT_MONTH
 */
export async function writeReport(
  joint: Joint,
  { year, month, department }: ReportToPublish,
  loaders: ReportLoaders,
): Promise<ReportText> {
  const departments = department === null ? joint.departments.codes : [department];
  const report = await executionReport(joint, { year, month, departments }, calendarDate(joint.clock()));
  if (report.unanswered.length > 0) {
    throw jointError('OV_JOINT_REPORT_INCOMPLETE', { departments: report.unanswered.join(', ') });
  }
  const html = renderReport(await reportParts(joint, report, loaders));
  return { on: report.on, html, csv: executionCsv(report) };
}

/** Publishes a report: keeps it as its next edition, which everybody can read, with the hashes of what it says. @returns its number */
export async function publishReport(
  tx: Prisma.TransactionClient,
  actor: string,
  { year, month, department }: ReportToPublish,
  text: ReportText,
  now: Date,
): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${LOCK}))`;
  const report = { year, month: month ?? WHOLE, department: department ?? EVERYBODY };
  const edition = 1 + (await tx.reportEdition.count({ where: report }));
  const hashes = { htmlSha256: sha256(text.html), csvSha256: sha256(text.csv) };
  const { seq } = await tx.reportEdition.create({
    data: { ...report, ...text, ...hashes, edition, publishedBy: actor, publishedAt: now },
    select: { seq: true },
  });
  const detail = { year, month, department, edition, on: text.on, ...hashes };
  return { response: String(seq), step: { action: 'report.publish', target: 'report', detail } };
}

/** As kept: of the whole year, and of all departments. */
export const WHOLE = 0;
export const EVERYBODY = '';

/** Of the text in UTF-8, in hex. */
function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
