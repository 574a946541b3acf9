import { NATIONAL_RESULTS } from '@onevisit/rules';
import * as z from 'zod';
import type { FileReference } from '../door/FileReference.js';
import { jointError } from '../errors.js';
import type { CodedResult } from '../resultCodes/mapResults.js';

/** A row as it was sent: GraphQL's UploadRowInput. */
export interface SentRow {
  readonly key: string;
  readonly visitId: string;
  readonly plannedItemId: string;
  readonly results: readonly string[];
  readonly coded?: readonly CodedResult[] | null;
  readonly findings?: string | null;
  readonly method?: string | null;
  readonly evidence?: readonly FileReference[] | null;
  readonly recordedAt: string;
  readonly inspectedOn?: string | null;
  readonly determinedOn?: string | null;
}

/** A row that can be read; whether it can be recorded, its visit says. */
export type UploadRow = z.infer<typeof rowSchema>;

/** GraphQL's InspectionMethod. */
export const METHODS = [
  'ON_SITE',
  'WRITTEN',
  'OTHER_CONCLUSION',
  'TESTING',
  'NETWORK_MONITORING',
  'ENTRUSTED',
] as const;

/** By how much the clock of whoever noted a row may be ahead. */
const CLOCK_AHEAD_MS = 300_000;

/** A key by which a row is known. */
export const ROW_KEY = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** Text that a database keeps: no NUL, no half of a character. */
const text = z.string().regex(/^[^\0\p{Cs}]*$/u);
const day = z.iso.date().nullable();

const rowSchema = z
  .object({
    key: z.string().regex(ROW_KEY),
    visitId: text.min(1).max(200),
    plannedItemId: text.min(1).max(200),
    results: z.array(z.enum(NATIONAL_RESULTS)),
    coded: z
      .array(
        z.object({ codeSystem: text.nullable().default(null), code: text, version: text.nullable().default(null) }),
      )
      .max(50)
      .nullable(),
    findings: text.max(10_000).nullable(),
    method: z.enum(METHODS).nullable(),
    evidence: z
      .array(z.object({ name: z.string(), mediaType: z.string(), size: z.number(), sha256: z.string() }))
      .nullable(),
    recordedAt: z.iso.datetime({ offset: true }),
    inspectedOn: day,
    determinedOn: day,
  })
  .refine(({ results, coded }) => results.length > 0 || (coded ?? []).length > 0, { path: ['results'] });

/** Fields that may be left out. */
const NONE = { coded: null, findings: null, method: null, evidence: null, inspectedOn: null, determinedOn: null };

/** What each field must be, in Chinese and English. */
const EXPECTED: Readonly<Record<keyof UploadRow, readonly [string, string]>> = {
  key: ['须为 1 至 200 个字符，不含控制字符', 'needs 1 to 200 characters, none a control character'],
  visitId: ['须为检查的 id', 'needs the id of a visit'],
  plannedItemId: ['须为检查中计划事项的 id', 'needs the id of a planned item of the visit'],
  results: [
    `须为 ${NATIONAL_RESULTS.join('、')} 之一，或改填 coded`,
    `needs at least one of ${NATIONAL_RESULTS.join(', ')}, or coded instead`,
  ],
  coded: ['须列明 codeSystem、code、version', 'names codeSystem, code and version of each'],
  findings: [
    '至多 10000 个字符，不含 U+0000 或残缺字符',
    'has at most 10,000 characters, without U+0000 or half a character',
  ],
  method: [`须为 ${METHODS.join('、')} 之一，或留空`, `is one of ${METHODS.join(', ')}, or empty`],
  evidence: ['须列明 name、mediaType、size、sha256', 'names name, mediaType, size and sha256 of each file'],
  recordedAt: [
    '须为带时区的时刻（如 2026-05-20T10:30:00+08:00），且不晚于现在',
    'needs an instant with its zone, such as 2026-05-20T10:30:00+08:00, that is not to come',
  ],
  inspectedOn: ['须为日期 YYYY-MM-DD，或留空', 'is a day, YYYY-MM-DD, or empty'],
  determinedOn: ['须为日期 YYYY-MM-DD，或留空', 'is a day, YYYY-MM-DD, or empty'],
};

/**
 * Reads a row.
 * @param place of the row, such as `rows[7]`
 * @throws OV_JOINT_UPLOAD_ROW with the first field that is wrong, and what it must be
 */
export function readRow(sent: SentRow, place: string, now: Date): UploadRow {
  const said = Object.entries(sent).filter(([, value]) => value !== '' && value !== undefined);
  const read = rowSchema.safeParse({ ...NONE, ...Object.fromEntries(said) });
  const early = read.success && Date.parse(read.data.recordedAt) > now.getTime() + CLOCK_AHEAD_MS;
  if (read.success && !early) return read.data;
  const field = read.success ? 'recordedAt' : (read.error.issues[0]?.path[0] as keyof UploadRow);
  const [expectedZh, expectedEn] = EXPECTED[field];
  throw jointError('OV_JOINT_UPLOAD_ROW', { place: `${place}.${field}`, expectedZh, expectedEn });
}
