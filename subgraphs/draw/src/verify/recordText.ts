import { type RecordFrame, RecordScanner } from './RecordScanner.js';

/**
 * The text of a record in UTF-8, or how to read it from its beginning, in pieces of whatever size: an auditor's record is
 * read twice.
 */
export type RecordText = Uint8Array | (() => AsyncIterable<Uint8Array>);

/** What is scanned at once: it bounds the entries that are held at a time. */
const CHUNK_BYTES = 1 << 18;

/**
 * Reads a text once.
 * @param entries see RecordScanner @param bytes given the text in chunks
 * @throws RECORD_NOT_JSON, and whatever reading or the callbacks throw
 */
export async function readRecordText(
  text: RecordText,
  entries?: (run: string) => void,
  bytes: (chunk: Uint8Array) => void = () => undefined,
): Promise<RecordFrame> {
  const scanner = new RecordScanner(entries);
  for await (const piece of typeof text === 'function' ? text() : [text]) {
    for (let at = 0; at < piece.length; at += CHUNK_BYTES) {
      const chunk = piece.subarray(at, at + CHUNK_BYTES);
      bytes(chunk);
      scanner.write(chunk);
    }
  }
  return scanner.finish();
}
