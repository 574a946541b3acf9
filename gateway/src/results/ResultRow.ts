import * as z from 'zod';

/** A file that shows a result, as a row names it. */
export interface RowFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/** A row of a file of results, as the gateway takes it: GraphQL's UploadRowInput. */
export type ResultRow = z.infer<typeof resultRow>;

const none = z.string().nullish();

/** Its shape; what its fields must say, the hub tells row by row. */
export const resultRow = z.strictObject({
  key: z.string(),
  visitId: z.string(),
  plannedItemId: z.string(),
  results: z.array(z.string()).default([]),
  coded: z.array(z.strictObject({ codeSystem: none, code: z.string(), version: none })).optional(),
  findings: none,
  method: none,
  evidence: z
    .array(z.strictObject({ name: z.string(), mediaType: z.string(), size: z.number(), sha256: z.string() }))
    .nullish(),
  recordedAt: z.string(),
  inspectedOn: none,
  determinedOn: none,
});

/** A line of a file: a row, or why there is none. */
export type FileLine =
  | { readonly line: number; readonly row: ResultRow }
  | { readonly line: number; readonly key: string; readonly problem: string };
