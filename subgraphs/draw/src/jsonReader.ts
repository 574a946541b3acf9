import { type ErrorDetail, refuse } from './DrawError.js';
import type { DrawErrorName } from './errorCatalogue.js';
import { textFault } from './text.js';

/** An object whose members were checked by name, but whose values were not. */
export type Members = Readonly<Record<string, unknown>>;

/** The place of a member: `terms` and `legs` give `terms.legs`; names that need it are quoted. */
export function memberPlace(place: string, member: string): string {
  if (!/^[A-Za-z]+$/.test(member)) return `${place}[${JSON.stringify(member)}]`;
  return place === '' ? member : `${place}.${member}`;
}

/** An object with any members. @throws NOT_OBJECT */
export function readObject(value: unknown, place: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse('NOT_OBJECT', place || 'input', value);
  return value as Members;
}

/**
 * An object with all of the required members, and no others than those and the optional ones.
 * @throws NOT_OBJECT, MEMBER_MISSING, MEMBER_UNKNOWN
 */
export function readMembers(
  value: unknown,
  place: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Members {
  const members = readObject(value, place);
  for (const name of required) {
    if (!Object.hasOwn(members, name)) refuse('MEMBER_MISSING', place || 'input', name);
  }
  for (const name of Object.keys(members)) {
    if (!required.includes(name) && !optional.includes(name)) refuse('MEMBER_UNKNOWN', place || 'input', name);
  }
  return members;
}

/** An object used as a map: its own members, names checked as text. @throws NOT_OBJECT, TEXT_… */
export function readEntries(value: unknown, place: string): [name: string, value: unknown][] {
  const entries = Object.entries(readObject(value, place));
  for (const [name] of entries) readText(name, memberPlace(place, name));
  return entries;
}

/** Text in the form that the protocol demands (§ Notation). @throws NOT_TEXT, TEXT_CONTROL, TEXT_SURROGATE, TEXT_NOT_NFC */
export function readText(value: unknown, place: string, detail?: ErrorDetail): string {
  if (typeof value !== 'string') refuse('NOT_TEXT', place, value, detail);
  const fault = textFault(value);
  if (fault !== undefined) refuse(fault, place, value, detail);
  return value;
}

/** A list. @throws NOT_LIST */
export function readList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) refuse('NOT_LIST', place, value);
  return value;
}

/** A list of texts, none twice. @throws NOT_LIST, LIST_DUPLICATE, and those of readText */
export function readTexts(value: unknown, place: string): readonly string[] {
  const texts = readList(value, place).map((item, index) => readText(item, `${place}[${index}]`));
  const seen = new Set<string>();
  for (const [index, text] of texts.entries()) {
    if (seen.has(text)) refuse('LIST_DUPLICATE', `${place}[${index}]`, text, { against: [place] });
    seen.add(text);
  }
  return texts;
}

/** A whole number that is exact in JSON, at least `least`. @throws the named refusal */
export function readWhole(
  value: unknown,
  place: string,
  least: number,
  refusal: DrawErrorName,
  detail?: ErrorDetail,
): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    refuse(refusal, place, value, detail);
  }
  return value;
}

/** True or false. @throws NOT_BOOLEAN */
export function readBoolean(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') refuse('NOT_BOOLEAN', place, value);
  return value;
}

/** A list whose items are read one by one, each with its place. @throws NOT_LIST, and what `read` throws */
export function readEach<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): readonly T[] {
  return readList(value, place).map((item, index) => read(item, `${place}[${index}]`));
}

/** One 32-byte hex text a name. @throws NOT_OBJECT, TEXT_…, and the named refusal */
export function readHexByName(value: unknown, place: string, refusal: DrawErrorName): Readonly<Record<string, string>> {
  const entries = readEntries(value, place);
  return Object.fromEntries(entries.map(([name, hex]) => [name, readHex(hex, memberPlace(place, name), refusal)]));
}

const HEX_32_BYTES = /^[0-9a-f]{64}$/;

/** 32 bytes in lower-case hex. The value may be secret and is not quoted. @throws the named refusal */
export function readHex(value: unknown, place: string, refusal: DrawErrorName): string {
  if (typeof value !== 'string' || !HEX_32_BYTES.test(value)) refuse(refusal, place);
  return value;
}
