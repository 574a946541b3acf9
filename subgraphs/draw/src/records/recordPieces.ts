import { canonicalJson, type JsonValue } from '../canonicalJson.js';

/**
 * A record's canonical JSON in pieces: a record of millions of entries exceeds the longest string there can be. Joined,
 * the pieces are canonicalJson of the record; the hash of their UTF-8 is the hash of the record.
 */
export function* recordPieces(record: object): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === undefined) continue;
    yield `${before}${canonicalJson(name)}:`;
    before = ',';
    if (Array.isArray(value)) yield* listPieces(value);
    else yield canonicalJson(value as JsonValue);
  }
  yield before === '{' ? '{}' : '}';
}

function* listPieces(list: readonly JsonValue[]): Generator<string> {
  yield '[';
  for (const [index, item] of list.entries()) yield (index === 0 ? '' : ',') + canonicalJson(item);
  yield ']';
}
