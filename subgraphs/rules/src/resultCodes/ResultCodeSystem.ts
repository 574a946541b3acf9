import * as z from 'zod';
import { NATIONAL_RESULTS } from './NationalResult.js';

/**
 * What becomes of a subject, and is no result of an inspection: deregistered (注销), revoked (吊销), annulled (撤销), moved away
 * (迁出), closed (关闭停业、清算).
 */
export const STATUS_CHANGES = ['DEREGISTERED', 'REVOKED', 'ANNULLED', 'MOVED_AWAY', 'CLOSED'] as const;

export type StatusChange = (typeof STATUS_CHANGES)[number];

const text = z
  .string('须为文字（数字请加引号）。must be text (put numbers in quotes).')
  .trim()
  .min(1, '不能为空。must not be empty.')
  .max(500, '不能超过 500 个字符。must have at most 500 characters.');
const localized = z.strictObject({ zh: text, en: text }, '须含 zh 和 en。must have zh and en.');

const codeSchema = z.strictObject(
  {
    code: text.max(100, '不能超过 100 个字符。must have at most 100 characters.').describe('The code as entered.'),
    text: text.describe('Its wording in the system.'),
    result: z
      .enum(NATIONAL_RESULTS, `须为全国通用结果之一。must be one of ${NATIONAL_RESULTS.join(', ')}.`)
      .optional()
      .describe('The result of the national list that it maps to.'),
    status: z
      .enum(STATUS_CHANGES, `须为主体状态变化之一。must be one of ${STATUS_CHANGES.join(', ')}.`)
      .optional()
      .describe('The change of status that it states; not a result.'),
    unmapped: localized.optional().describe('Why nothing in the national list fits.'),
  },
  '须含 code、text 和 result、status、unmapped 之一。must have code, text and one of result, status and unmapped.',
);

const sourceSchema = z.strictObject(
  { title: text, url: z.url('须为网址。must be a URL.').max(500).optional(), note: localized.optional() },
  '须含 title。must have a title.',
);

/** The shape of a file of result codes; what it says is checked by `readResultCodes`. */
export const resultCodesSchema = z
  .strictObject(
    {
      codeSystem: z
        .string('须为文字。must be text.')
        .regex(
          /^[a-z][a-z0-9-]{1,63}$/,
          '须为 2 至 64 个小写字母、数字、连字符，以字母开头。must be 2 to 64 lower-case letters, digits and hyphens, a letter first.',
        )
        .describe('Name of the system.'),
      version: z
        .string('须为文字（数字请加引号）。must be text (put numbers in quotes).')
        .regex(
          /^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/,
          '须为 1 至 32 个字母、数字、点、连字符。must be 1 to 32 letters, digits, dots and hyphens.',
        )
        .describe('Version of its list.'),
      title: localized,
      sources: z
        .array(sourceSchema, '须为来源列表。must be a list of sources.')
        .min(1, '至少要有一个来源。must name at least one source.')
        .max(20, '不能超过 20 项。must have at most 20 entries.'),
      codes: z
        .array(codeSchema, '须为代码列表。must be a list of codes.')
        .min(1, '至少要有一个代码。must have at least one code.')
        .max(500, '不能超过 500 项。must have at most 500 entries.'),
    },
    '须含 codeSystem、version、title、sources、codes。must have codeSystem, version, title, sources and codes.',
  )
  .meta({
    $id: 'urn:onevisit:rules:1:result-codes',
    description:
      'Result codes of a system in one version, and what each maps to in the national list (检查结果代码对照).',
  });

/** Result codes of a system in one version. */
export type ResultCodeSystem = z.infer<typeof resultCodesSchema>;

/** A code: it maps to a result, states a change of status, or says why it maps to nothing. */
export type MappedCode = ResultCodeSystem['codes'][number];
