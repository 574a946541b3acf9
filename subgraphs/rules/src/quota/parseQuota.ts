import { CellReader } from './CellReader.js';
import { Cursor } from './Cursor.js';
import { NO_QUOTA, type NoQuota, type Note, whyNoQuota } from './notes.js';
import type { WrittenQuota } from './WrittenQuota.js';

/** What a ratio cell turned out to be. */
export type ParsedCell =
  | { readonly kind: 'QUOTA'; readonly quota: WrittenQuota; readonly notes: readonly Note[] }
  | {
      readonly kind: 'FREE_TEXT';
      readonly reason: NoQuota;
      readonly why: { readonly zh: string; readonly en: string };
      readonly text: string;
    };

const LONGEST = 5000;

/**
 * Reads a ratio cell (抽查比例) as people write it, in Chinese or English; QUOTA.md has the grammar. Text in which nothing
 * could be an amount is a note, and a cell of nothing else is free text.
 * @throws OV_RULES_QUOTA_* for a cell that seems to hold a quota but cannot be understood; its extensions have `offset` (UTF-16
 * code units, at most the length of the cell), `expected` and `shown` (the line with a caret)
 */
export function parseQuota(cell: string): ParsedCell {
  const cursor = new Cursor(cell);
  if (cell.length > LONGEST) throw cursor.tooLong(LONGEST);
  const reader = new CellReader(cursor);
  const quota = reader.read();
  if (Object.keys(quota).length > 0) return { kind: 'QUOTA', quota, notes: reader.notes };
  const reason = whyNoQuota(cursor.text);
  return { kind: 'FREE_TEXT', reason, why: NO_QUOTA[reason], text: cell };
}
