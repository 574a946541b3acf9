import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { contractDocument, JOINT_SUBGRAPH } from './contract.js';
import { reasonOf, schemaError } from './errors.js';

/** A department as the register lists it. */
export interface DepartmentEntry {
  /** Its code in kebab-case: folder, package name, subgraph name and first part of its ids. */
  readonly code: string;
  /** Prefix of its types, in PascalCase. */
  readonly prefix: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Where its subgraph answers. */
  readonly url: string;
}

const DEFAULT_REGISTER = new URL('../departments.json', import.meta.url);

/** Names that packages, key files or subgraphs of the project bear already. */
const RESERVED_CODES: ReadonlySet<string> = new Set([
  JOINT_SUBGRAPH,
  'clients',
  'department',
  'draw',
  'gateway',
  'kit',
  'schema',
  'tests',
]);

const text = z.string('必须是文字。must be text.').trim().min(1, '不能为空。must not be empty.');

const entrySchema = z.strictObject({
  code: text
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      '须为小写短横线形式,如 fire-rescue。must be kebab-case, such as fire-rescue.',
    )
    .refine((code) => !RESERVED_CODES.has(code), '该代码为系统保留。is reserved by the system.'),
  prefix: text.regex(/^[A-Z][A-Za-z0-9]*$/, '须为大驼峰形式,如 FireRescue。must be PascalCase, such as FireRescue.'),
  name: z.strictObject({ zh: text, en: text }, '须有 zh 和 en 两个名称。must have the names zh and en.'),
  url: text.refine(isHttpUrl, '须为 http 或 https 地址。must be an http or https URL.'),
});

const registerSchema = z
  .array(entrySchema, '须为部门列表。must be a list of departments.')
  .min(1, '至少要有一个部门。must list at least one department.')
  .superRefine((entries, context) => {
    for (const problem of clashes(entries)) context.addIssue({ code: 'custom', ...problem });
  });

/**
 * Reads and validates the register of departments.
 * @param file the register; by default the departments.json of this package
 * @returns the departments, in the order of the file
 * @throws SchemaError OV_SCHEMA_REGISTER_UNREADABLE, or OV_SCHEMA_REGISTER_INVALID with a line for every problem that
 *   names entry and field
 */
export function readRegister(file: string | URL = DEFAULT_REGISTER): DepartmentEntry[] {
  const shown = file instanceof URL ? fileURLToPath(file) : file;
  const content = readJson(file, shown);
  const result = registerSchema.safeParse(content);
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => `  ${placeOf(issue.path, content)} ${issue.message}`);
  throw schemaError('OV_SCHEMA_REGISTER_INVALID', { file: shown, count: details.length }, { details });
}

/** The environment variable that overrides a subgraph's URL: `fire-rescue` → `SUBGRAPH_URL_FIRE_RESCUE`. */
export function subgraphUrlVariable(code: string): string {
  return `SUBGRAPH_URL_${code.replaceAll('-', '_').toUpperCase()}`;
}

/** Where a subgraph answers: the environment's override, or else the register's URL. */
export function subgraphUrl(
  entry: Pick<DepartmentEntry, 'code' | 'url'>,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const override = env[subgraphUrlVariable(entry.code)];
  return override === undefined || override === '' ? entry.url : override;
}

function readJson(file: string | URL, shown: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw schemaError('OV_SCHEMA_REGISTER_UNREADABLE', { file: shown, reason: reasonOf(cause) }, { cause });
  }
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

interface Clash {
  readonly path: [number, keyof DepartmentEntry];
  readonly message: string;
}

/** What no entry can show alone: codes, prefixes and URLs that stand twice, and prefixes whose types would clash. */
function clashes(entries: readonly DepartmentEntry[]): Clash[] {
  const contractTypes = contractDocument.definitions.flatMap((definition) =>
    'name' in definition && definition.name !== undefined ? [definition.name.value] : [],
  );
  return entries.flatMap((entry, index) => {
    const found: Clash[] = [];
    const earlier = entries.slice(0, index);
    for (const field of ['code', 'url'] as const) {
      const twin = earlier.findIndex((other) => other[field] === entry[field]);
      if (twin >= 0)
        found.push({ path: [index, field], message: `与第 ${twin + 1} 项重复。repeats entry ${twin + 1}.` });
    }
    const rival = earlier.find(({ prefix }) => prefix.startsWith(entry.prefix) || entry.prefix.startsWith(prefix));
    if (rival) {
      const message = `与前缀 ${rival.prefix} 会产生相同的类型名称。could make the same type names as the prefix ${rival.prefix}.`;
      found.push({ path: [index, 'prefix'], message });
    }
    const taken = contractTypes.find((name) => name.startsWith(entry.prefix));
    if (taken) {
      const message = `与合同类型 ${taken} 冲突。clashes with the contract's type ${taken}.`;
      found.push({ path: [index, 'prefix'], message });
    }
    return found;
  });
}

/** Names entry and field in words: `第 3 项 entry 3 (fire-rescue), name.zh:`. */
function placeOf(path: readonly PropertyKey[], content: unknown): string {
  const [index, ...fields] = path;
  if (typeof index !== 'number') return '(登记册 register)';
  const entry: unknown = Array.isArray(content) ? content[index] : undefined;
  const code = typeof entry === 'object' && entry !== null && 'code' in entry ? ` (${String(entry.code)})` : '';
  const field = fields.length > 0 ? `, ${fields.map(String).join('.')}` : '';
  return `第 ${index + 1} 项 entry ${index + 1}${code}${field}:`;
}
