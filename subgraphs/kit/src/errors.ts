import { GraphQLError } from 'graphql';

/** One error of a catalogue; `{name}` in a text is replaced by the value of that name. */
export interface ErrorTemplate {
  readonly zh: string;
  readonly en: string;
}

/** Values for the placeholders of a template. */
export type ErrorValues = Readonly<Record<string, string | number>>;

/**
 * An error that may be shown to whoever called: a stable code, and what was wrong with their input, where, and what to
 * do, in Chinese then English.
 */
export class OneVisitError extends GraphQLError {
  readonly code: string;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...details, code } });
    this.name = 'OneVisitError';
    this.code = code;
  }
}

/** Makes errors of a catalogue: `make('OV_AREA_NAME', { id })`. `details` go into the extensions beside the code. */
export type ErrorMaker<Code extends string> = (
  code: Code,
  values?: ErrorValues,
  details?: Readonly<Record<string, unknown>>,
) => OneVisitError;

/**
 * Turns a catalogue into a maker of its errors. Codes are `OV_<AREA>_<NAME>` and never change once released.
 */
export function defineErrors<Code extends `OV_${string}`>(
  catalogue: Readonly<Record<Code, ErrorTemplate>>,
): ErrorMaker<Code> {
  return (code, values = {}, details = {}) => {
    const template = catalogue[code];
    return new OneVisitError(code, `${fill(template.zh, values)} ${fill(template.en, values)}`, details);
  };
}

function fill(text: string, values: ErrorValues): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** The kit's own errors. */
export const kitError = defineErrors({
  OV_KIT_INTERNAL: {
    zh: '内部错误，请将请求号 {requestId} 告知运维人员。',
    en: 'Internal error; give request id {requestId} to the operator.',
  },
  OV_KIT_UNAUTHENTICATED: {
    zh: '缺少有效的调用凭证（{reason}）；请经网关访问。',
    en: 'No valid assertion ({reason}); call through the gateway.',
  },
  OV_KIT_FORBIDDEN: {
    zh: '{role} 无权访问 {field}；允许：{allowed}。',
    en: '{role} may not access {field}; allowed: {allowed}.',
  },
  OV_KIT_BAD_REQUEST: {
    zh: '请求无法处理：{problem}',
    en: 'The request cannot be served: {problem}',
  },
  OV_KIT_CONFIG: {
    zh: '配置有误：{problem}',
    en: 'Bad configuration: {problem}',
  },
  OV_KIT_BAD_CURSOR: {
    zh: '游标“{cursor}”无效；请使用上一页返回的 endCursor。',
    en: 'Cursor "{cursor}" is not valid; use the endCursor of the page before.',
  },
  OV_KIT_PAGE_SIZE: {
    zh: 'first 须在 0 到 {most} 之间，收到 {first}。',
    en: '`first` must be from 0 to {most}, got {first}.',
  },
  OV_KIT_BAD_KEY: {
    zh: '幂等键须为 1 到 {most} 个字符，且不含控制字符。',
    en: 'An idempotency key has 1 to {most} characters and no control character.',
  },
  OV_KIT_KEY_REUSED: {
    zh: '幂等键“{key}”已用于另一请求；请换一个新键。',
    en: 'Idempotency key "{key}" was used for another request; use a new one.',
  },
  OV_KIT_MIGRATION_FAILED: {
    zh: '数据库迁移失败：{problem}',
    en: 'Migrating the database failed: {problem}',
  },
  OV_KIT_CANNOT_LISTEN: {
    zh: '无法在 {host}:{port} 上监听：{problem}；请更换 PORT 或停止占用它的进程。',
    en: 'Cannot listen on {host}:{port}: {problem}; choose another PORT, or stop the process that holds it.',
  },
});

/** What a caught value says; a connection that failed on every address says it for each of them. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}
