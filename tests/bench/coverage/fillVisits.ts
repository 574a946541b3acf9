import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { JOINT_SUBGRAPH } from '@onevisit/schema';
import { Client } from 'pg';
import type { GatewayAddress } from '../../e2e/ask.js';
import { appendSteps, type BenchStep } from './appendSteps.js';
import {
  type BenchVisit,
  DEPARTMENTS,
  drawId,
  inspectorAt,
  itemIds,
  legId,
  planId,
  plannedItems,
  visitAt,
  yearOfDraw,
} from './BenchVisit.js';

const compress = promisify(brotliCompress);

const PLAN = `
  INSERT INTO joint_plan (id, title, year, initiator, min_overlap, public_source, disclosure, convened_at, published_at, phase)
  VALUES ($1, '示例计划', $2, '${DEPARTMENTS[0]}', 1, '', 'AFTER_WINDOW', now(), now(), 'IN_PROGRESS')`;
const LEG = `
  INSERT INTO leg (plan_id, id, department, title, window_first, window_last, quota, crew, stratify_by)
  VALUES ($1, $2, $3, '示例任务', $4, $5, '[]', '{}', $6)`;
const ITEM = `
  INSERT INTO planned_item (id, plan_id, leg_id, item_id, title, item_class, basis, version, methods)
  SELECT id, $1, $2, item, '示例事项', 'GENERAL', '{}', 1, '{}' FROM unnest($3::text[], $4::text[]) AS planned(id, item)`;
const DRAW = `
  INSERT INTO draw (id, plan_id, phase, roster_key, terms, reveal_within, opened_at, progress, frozen_at, drawn_at, visit_count)
  VALUES ($1, $2, 'DRAWN', '', $4, 60, now(), '{}', now(), now(), $3)`;
const TERMS = JSON.stringify({ legs: DEPARTMENTS.map((department) => ({ id: legId(department), department })) });
const PAGE = `
  INSERT INTO roster_page (draw_id, source, number, lines, count, cursor, last) VALUES ($1, $2, 0, $3, $4, NULL, true)`;
const VISITS = `
  INSERT INTO visit (id, draw_id, key, position, subject_id, uscc, district, window_first, window_last, status, leg_ids, leg_count,
    departments, inspected_on, disclosure)
  SELECT id, $1, position || '#1', position, subject, subject, district, first, last,
    CASE WHEN made IS NULL THEN 'PLANNED' ELSE 'COMPLETED' END, string_to_array(legs, ' '), cardinality(string_to_array(legs, ' ')),
    string_to_array(departments, ' '), made, 'AFTER_WINDOW'
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
    AS row(id, position, subject, district, first, last, legs, departments, made)`;
const SEATS = `
  INSERT INTO crew_seat (visit_id, department, number, specialties, inspector_id, drawn_inspector_id, name, post)
  SELECT visit, department, 0, '{}', inspector, inspector, '示例人员', post
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS row(visit, department, inspector, post)`;

/** How far the joint database is filled. */
export interface Filled {
  readonly visits: number;
  readonly draws: number;
}

/**
 * Fills the joint database with more draws, up to a number of visits: plans, visits and crews as drawing them keeps them, and the steps of
 * the ledger that drawing, recording and disclosing leave. The rollups follow these by themselves.
 * @param visitsOfADraw most visits of a draw
 */
export async function fillVisits(
  { dataDir }: Pick<GatewayAddress, 'dataDir'>,
  filled: Filled,
  to: number,
  visitsOfADraw: number,
  signal: AbortSignal,
): Promise<Filled> {
  let { visits: first, draws } = filled;
  await withJointDatabase(dataDir, async (client) => {
    for (; first < to; draws += 1) {
      signal.throwIfAborted();
      const count = Math.min(visitsOfADraw, to - first);
      const draw = draws;
      const from = first;
      await fillDraw(
        client,
        draw,
        Array.from({ length: count }, (_, position) => visitAt(draw, position, from + position)),
      );
      first += count;
    }
    await settle(client, 'visit, crew_seat, ledger_entry');
  });
  return { visits: first, draws };
}

/** Leaves the figures as they are after some days of work, once they have followed. */
export async function settleFigures({ dataDir }: Pick<GatewayAddress, 'dataDir'>): Promise<void> {
  await withJointDatabase(dataDir, (client) =>
    settle(client, 'coverage_count, coverage_tally, coverage_due, coverage_visit, coverage_draw'),
  );
}

/** Tables analysed, and written to disk. */
async function settle(client: Client, tables: string): Promise<void> {
  await client.query(`VACUUM (ANALYZE) ${tables}`);
  await client.query('CHECKPOINT');
}

async function withJointDatabase(dataDir: string, work: (client: Client) => Promise<void>): Promise<void> {
  const settings = parseEnv(await readFile(join(dataDir, 'run', `${JOINT_SUBGRAPH}.env`), 'utf8'));
  const client = new Client({ connectionString: settings.DATABASE_URL ?? '' });
  // Whatever ends the connection also fails the query at hand.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** A draw with its plan, in one transaction: nobody follows half of it. */
async function fillDraw(client: Client, draw: number, visits: readonly BenchVisit[]): Promise<void> {
  await client.query('BEGIN');
  await fillPlan(client, draw);
  await client.query(DRAW, [drawId(draw), planId(draw), visits.length, TERMS]);
  const lines = visits.map((visit) => `${visit.subjectId}\t${visit.creditClass}\t${visit.division}\tELIGIBLE`);
  const page = await compress(Buffer.from(lines.join('\n')), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  await client.query(PAGE, [drawId(draw), legId(DEPARTMENTS[0]), page, visits.length]);
  await client.query(VISITS, [
    drawId(draw),
    visits.map(({ id }) => id),
    visits.map(({ position }) => position),
    visits.map(({ subjectId }) => subjectId),
    visits.map(({ division }) => division),
    visits.map(({ windowFirst }) => windowFirst),
    visits.map(({ windowLast }) => windowLast),
    visits.map(({ departments }) => departments.map(legId).join(' ')),
    visits.map(({ departments }) => departments.join(' ')),
    visits.map(({ inspectedOn }) => inspectedOn),
  ]);
  const seats = visits.flatMap(({ id, position, departments }) =>
    departments.map((department) => ({ id, department, position })),
  );
  await client.query(SEATS, [
    seats.map(({ id }) => id),
    seats.map(({ department }) => department),
    seats.map(({ department, position }) => inspectorAt(department, position)),
    seats.map(({ position }) => (position % 3 === 0 ? 'OFFICE' : 'FRONT_LINE')),
  ]);
  await appendSteps(client, stepsOf(draw, visits));
  await client.query('COMMIT');
}

async function fillPlan(client: Client, draw: number): Promise<void> {
  const year = yearOfDraw(draw);
  await client.query(PLAN, [planId(draw), year]);
  for (const department of DEPARTMENTS) {
    // The first department's pool is divided by credit class.
    const stratifyBy = department === DEPARTMENTS[0] ? 'CREDIT_CLASS' : 'NONE';
    await client.query(LEG, [
      planId(draw),
      legId(department),
      department,
      `${year}-01-01`,
      `${year}-12-31`,
      stratifyBy,
    ]);
    await client.query(ITEM, [planId(draw), legId(department), plannedItems(draw, department), itemIds(department)]);
  }
}

/** What drawing and making visits leaves on the ledger. */
function* stepsOf(draw: number, visits: readonly BenchVisit[]): Generator<BenchStep> {
  yield { action: 'draw.freeze', target: drawId(draw), detail: null };
  yield { action: 'draw.execute', target: drawId(draw), detail: { visitCount: visits.length } };
  for (const { id: target, departments, inspectedOn, problem, disclosed } of visits) {
    if (inspectedOn === null) continue;
    for (const department of departments) {
      const deadline = { department, kind: 'DISCLOSURE', reference: '', due: inspectedOn, provisional: false };
      const items = plannedItems(draw, department).map((plannedItemId, index) => {
        return { plannedItemId, results: [problem && index === 0 ? 'CORRECTION_ORDERED' : 'NO_PROBLEM'] };
      });
      const results = { inspectedOn, items, deadlines: [{ ...deadline, closedOn: null }] };
      yield { action: 'visit.results', target, detail: results };
      if (!disclosed) continue;
      yield { action: 'visit.disclose', target, detail: { deadlines: [{ ...deadline, closedOn: inspectedOn }] } };
    }
  }
}
