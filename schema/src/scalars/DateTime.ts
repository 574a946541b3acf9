import { dateProblem } from './Date.js';
import { textScalar } from './textScalar.js';

const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An instant. Any RFC 3339 offset is understood; what comes out is in UTC with milliseconds. */
export const DateTime = textScalar({
  name: 'DateTime',
  description: 'An instant, RFC 3339 in UTC.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  textOf: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined),
  problemOf(text) {
    const date = RFC_3339.exec(text)?.[1];
    if (date !== undefined) return dateProblem(date);
    return {
      zh: '应为带时区的 RFC 3339 时间,如 2026-03-01T09:30:00Z。',
      en: 'it must be an RFC 3339 time with its zone, such as 2026-03-01T09:30:00Z.',
    };
  },
  normalise: (text) => new Date(text).toISOString(),
});
