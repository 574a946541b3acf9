import { type DrawErrorName, errorCatalogue } from './errorCatalogue.js';

/** A stable code, e.g. `OV_DRAW_LEG_PREFIX`. */
export type DrawErrorCode = `OV_DRAW_${DrawErrorName}`;

/** Something that the protocol refuses. `message` is English and complete; `messageZh` says the same in Chinese. */
export class DrawError extends Error {
  override readonly name = 'DrawError';
  readonly code: DrawErrorCode;
  /** Where in the input, e.g. `terms.legs[2].window` or `roster[7].stratum (leg "a", subject "b")`. */
  readonly place: string;
  readonly messageZh: string;
  readonly remedy: { readonly en: string; readonly zh: string };

  constructor(name: DrawErrorName, place: string, value?: unknown) {
    const text = errorCatalogue[name];
    const shown = quoted(value);
    super(`${place}: ${text.en.replace('{value}', () => shown)}. ${text.remedy.en}`);
    this.code = `OV_DRAW_${name}`;
    this.place = place;
    this.messageZh = `${place}:${text.zh.replace('{value}', () => shown)}。${text.remedy.zh}`;
    this.remedy = text.remedy;
  }
}

/** Throws the DrawError of that name. `value` is quoted in the message: never pass a secret. */
export function refuse(name: DrawErrorName, place: string, value?: unknown): never {
  throw new DrawError(name, place, value);
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
