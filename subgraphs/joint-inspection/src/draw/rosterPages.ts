import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { compareBytewise } from '@onevisit/draw';
import type { Database } from '../database.js';
import type { RosterPage } from '../departments/answers.js';
import { jointError } from '../errors.js';
import type { Given } from '../standing/Ground.js';
import type { ScreenedPage } from '../standing/screenPage.js';

const compress = promisify(brotliCompress);

/**
 * Fast rather than small: pages are written once and read a few times. What repeats in a page is in the lines just
 * before; a wider window takes longer and makes roster pages larger.
 */
const COMPRESSION = {
  chunkSize: 256 * 1024,
  params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 16 },
};

/** Where a page comes from: one leg's roster, or one department's inspectors. */
export interface RosterSource {
  readonly department: string;
  /** A leg's id, or crew/department: the first field of its leaves. */
  readonly name: string;
  /** The leg; null for inspectors. */
  readonly legId: string | null;
  readonly fetch: (after: string | null, signal: AbortSignal) => Promise<RosterPage>;
}

/** Where the streaming of a source stands. */
export interface SourceState {
  readonly pages: number;
  readonly entries: number;
  readonly cursor: string | null;
  readonly done: boolean;
}

/** Where the streaming of every source of a draw stands, by its name. */
export async function sourceStates(database: Database, drawId: string): Promise<ReadonlyMap<string, SourceState>> {
  const pages = await database.rosterPage.findMany({
    where: { drawId },
    select: { source: true, number: true, count: true, cursor: true, last: true },
    orderBy: [{ source: 'asc' }, { number: 'asc' }],
  });
  const states = new Map<string, SourceState>();
  for (const page of pages) {
    const before = states.get(page.source)?.entries ?? 0;
    states.set(page.source, {
      pages: page.number + 1,
      entries: before + page.count,
      cursor: page.cursor,
      done: page.last,
    });
  }
  return states;
}

/**
 * Keeps a page, compressed: from here on it is frozen.
 * @param bytes its lines as they are frozen, in UTF-8
 * @throws OV_JOINT_FREEZE_ELSEWHERE where another process keeps pages of the draw
 */
export async function storePage(
  database: Database,
  drawId: string,
  source: RosterSource,
  state: SourceState,
  page: Omit<RosterPage, 'lines'> & Omit<ScreenedPage, 'page' | 'given'> & { readonly given: Given | null },
  bytes: Uint8Array,
): Promise<SourceState> {
  const given = page.given === null ? null : JSON.stringify(page.given);
  const last = !page.hasNextPage;
  const lines = new Uint8Array(await compress(bytes, COMPRESSION));
  const number = state.pages;
  const stored = await database.$executeRaw`
    INSERT INTO roster_page (draw_id, source, number, lines, count, cursor, last, given, lifted)
    SELECT id, ${source.name}, ${number}, ${lines}, ${page.count}, ${page.endCursor}, ${last}, ${given}::jsonb, ${[...page.lifted]}::text[]
    FROM draw WHERE id = ${drawId} AND phase = 'FREEZING' FOR SHARE
    ON CONFLICT DO NOTHING`;
  if (stored === 0) throw jointError('OV_JOINT_FREEZE_ELSEWHERE', { id: drawId });
  return { pages: number + 1, entries: state.entries + page.count, cursor: page.endCursor, done: last };
}

/**
 * Checks that a page goes on where the one before ended; each line is checked when it joins the roster.
 * @throws OV_JOINT_DEPARTMENT_BAD_ANSWER where paging would not come to an end, or the page is not what it says
 */
export function checkPage(source: RosterSource, state: SourceState, page: RosterPage): void {
  const { lines, count, endCursor, hasNextPage } = page;
  const wrong = (problem: string): Error => {
    const place = `${source.name}, page ${state.pages + 1}: ${problem}`;
    return jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department: source.department, problem: place });
  };
  const found = lines === '' ? 0 : countOf('\n', lines) + 1;
  if (found !== count) throw wrong(`says ${count} lines, has ${found}`);
  if (count === 0) {
    if (hasNextPage) throw wrong('is empty and not the last');
    return;
  }
  const first = firstField(lines, 0);
  if (first === '') throw wrong('begins with a line that names nobody');
  if (state.cursor !== null && compareBytewise(first, state.cursor) <= 0) {
    throw wrong(`begins with ${first}, which does not follow ${state.cursor}`);
  }
  const end = firstField(lines, lines.lastIndexOf('\n') + 1);
  if (end !== endCursor) throw wrong(`ends with ${end}, its cursor is ${endCursor ?? 'null'}`);
}

function firstField(lines: string, at: number): string {
  const end = lines.slice(at).search(/[\t\n]/);
  return end < 0 ? lines.slice(at) : lines.slice(at, at + end);
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}
