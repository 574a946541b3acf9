import type { Prisma } from '../../database.js';
import { ALL, cellKey } from './Cell.js';
import { Figures, type TallyRow } from './Figures.js';
import { KEYS_OF } from './Measure.js';

/** Rows of one statement. */
const BATCH = 5_000;

const ADD_TALLIES = `
  INSERT INTO coverage_tally AS kept (year, month, department, measure, key, n)
  SELECT year, month, department, measure, key, n
  FROM jsonb_to_recordset($1::jsonb) AS changed(year int, month int, department text, measure text, key text, n int)
  ORDER BY year, month, department, measure, key
  ON CONFLICT (year, month, department, measure, key) DO UPDATE SET n = kept.n + EXCLUDED.n
  RETURNING year, month, department, measure, key, n`;

const ADD_COUNTS = `
  INSERT INTO coverage_count AS kept (year, month, department, division, credit_class, measure, n)
  SELECT year, month, department, division, "creditClass", measure, n
  FROM jsonb_to_recordset($1::jsonb) AS changed(year int, month int, department text, division text,
    "creditClass" text, measure text, n int)
  ORDER BY year, month, department, division, "creditClass", measure
  ON CONFLICT (year, month, department, division, credit_class, measure) DO UPDATE SET n = kept.n + EXCLUDED.n`;

const ADD_DUES = `
  INSERT INTO coverage_due AS kept (due, department, division, credit_class, kind, n)
  SELECT due, department, division, "creditClass", kind, n
  FROM jsonb_to_recordset($1::jsonb) AS changed(due text, department text, division text, "creditClass" text,
    kind text, n int)
  ORDER BY department, division, "creditClass", due, kind
  ON CONFLICT (department, division, credit_class, due, kind) DO UPDATE SET n = kept.n + EXCLUDED.n`;

/** Adds changes to the figures that are kept; keys that appear in a tally, or vanish from it, are counted. */
export async function keepFigures(tx: Prisma.TransactionClient, figures: Figures): Promise<void> {
  const keys = new Figures();
  for (const rows of batches(figures.tallies())) {
    const kept = await tx.$queryRawUnsafe<TallyRow[]>(ADD_TALLIES, JSON.stringify(rows));
    const changes = new Map(rows.map((row) => [tallyKey(row), row.n]));
    for (const row of kept) countKeys(keys, row, row.n - (changes.get(tallyKey(row)) ?? 0));
  }
  for (const rows of [...batches(figures.counts()), ...batches(keys.counts())]) {
    await tx.$executeRawUnsafe(ADD_COUNTS, JSON.stringify(rows));
  }
  for (const rows of batches(figures.dues())) await tx.$executeRawUnsafe(ADD_DUES, JSON.stringify(rows));
}

function countKeys(to: Figures, { year, month, department, measure, n }: TallyRow, before: number): void {
  const distinct = KEYS_OF[measure];
  const change = Math.sign(n) - Math.sign(before);
  if (distinct === null || change === 0) return;
  for (const of of [department, ALL]) {
    to.addExactly(cellKey({ year, month, department: of, division: ALL, creditClass: ALL }), distinct, change);
  }
}

function tallyKey({ year, month, department, measure, key }: TallyRow): string {
  return JSON.stringify([year, month, department, measure, key]);
}

function* batches<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let first = 0; first < rows.length; first += BATCH) yield rows.slice(first, first + BATCH);
}
