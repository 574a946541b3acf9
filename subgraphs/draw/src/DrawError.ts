import { type DrawErrorName, errorCatalogue } from './errorCatalogue.js';
import type { ErrorText } from './errorText.js';

/** A stable code, e.g. `OV_DRAW_LEG_PREFIX`. */
export type DrawErrorCode = `OV_DRAW_${DrawErrorName}`;

/** What an error may say besides the offending value. */
export interface ErrorDetail {
  /** Whom the place is about, e.g. `inspector "a"`. */
  readonly note?: string;
  /** What should stand there. */
  readonly expected?: unknown;
  /** Places that the offending one contradicts: without knowing more, any of them may be the wrong one. */
  readonly against?: readonly string[];
}

/** Something that the protocol refuses. `message` is English and complete; `messageZh` says the same in Chinese. */
export class DrawError extends Error {
  override readonly name = 'DrawError';
  readonly code: DrawErrorCode;
  /** Where in the input, e.g. `terms.legs[2].window`. */
  readonly path: string;
  /** The path and whom it is about, e.g. `roster[7].stratum (leg "a", subject "b")`. */
  readonly place: string;
  /** Paths that the place contradicts. */
  readonly against: readonly string[];
  readonly messageZh: string;
  readonly remedy: { readonly en: string; readonly zh: string };

  constructor(name: DrawErrorName, path: string, value?: unknown, detail: ErrorDetail = {}) {
    const { note, expected, against = [] } = detail;
    const place = note === undefined ? path : `${path} (${note})`;
    const text: ErrorText = errorCatalogue[name];
    const fill = (template: string, separator: string) =>
      template.replace(/\{(value|expected|against)\}/g, (_, slot) =>
        slot === 'against' ? against.join(separator) : quoted(slot === 'value' ? value : expected),
      );
    super(`${place}: ${fill(text.en, ', ')}. ${text.remedy.en}`);
    this.code = `OV_DRAW_${name}`;
    this.path = path;
    this.place = place;
    this.against = against;
    this.messageZh = `${place}：${fill(text.zh, '、')}。${text.remedy.zh}`;
    this.remedy = text.remedy;
  }
}

/** Throws the DrawError of that name. `value` and `expected` are quoted in the message: never pass a secret. */
export function refuse(name: DrawErrorName, path: string, value?: unknown, detail?: ErrorDetail): never {
  throw new DrawError(name, path, value, detail);
}

const LONGEST_QUOTE = 80;

/** The value as JSON, shortened; JSON also makes control characters and lone surrogates visible. */
export function quoted(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  return String(value);
}

function shortened(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
}
