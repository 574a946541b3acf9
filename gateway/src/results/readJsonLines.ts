import { createInterface } from 'node:readline';
import * as z from 'zod';
import { type FileLine, resultRow } from './ResultRow.js';

const keyed = z.object({ key: z.string() });

/** The rows of a file of JSON Lines in UTF-8: on each line an object with the fields of GraphQL's UploadRowInput. */
export async function* readJsonLines(chunks: NodeJS.ReadableStream): AsyncGenerator<FileLine> {
  const lines = createInterface({ input: chunks, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    if (trimmed !== '') yield lineOf(line, trimmed);
  }
}

function lineOf(line: number, text: string): FileLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return { line, key: '', problem: cause instanceof Error ? cause.message : String(cause) };
  }
  const row = resultRow.safeParse(value);
  if (row.success) return { line, row: row.data };
  return { line, key: keyed.safeParse(value).data?.key ?? '', problem: z.prettifyError(row.error) };
}
