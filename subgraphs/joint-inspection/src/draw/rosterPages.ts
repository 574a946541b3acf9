import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { compareBytewise, type Inspector, parseInspectors, type RosterEntry, type Terms } from '@onevisit/draw';
import type { Database } from '../database.js';
import type { RosterPage } from '../departments/DepartmentClient.js';
import { jointError } from '../errors.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Fast rather than small: pages are written once and read a few times. */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };

/** Where a page comes from: one leg's roster, or one department's inspectors. */
export interface RosterSource {
  readonly department: string;
  /** A leg's id, or crew/department: the first field of its leaves. */
  readonly name: string;
  readonly fetch: (after: string | null) => Promise<RosterPage>;
}

/** An inspector as frozen, with what is shown of them. */
export interface FrozenInspector extends Inspector {
  readonly name: string;
  readonly certificateNumber: string;
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

/** Keeps a page as it came, compressed: from here on it is frozen. */
export async function storePage(
  database: Database,
  drawId: string,
  source: RosterSource,
  state: SourceState,
  page: RosterPage,
): Promise<SourceState> {
  if (page.hasNextPage && page.count === 0) {
    throw jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', {
      department: source.department,
      problem: `an empty page of ${source.name} that is not the last`,
    });
  }
  await database.rosterPage.create({
    data: {
      drawId,
      source: source.name,
      number: state.pages,
      lines: new Uint8Array(await compress(Buffer.from(page.lines, 'utf8'), COMPRESSION)),
      count: page.count,
      cursor: page.endCursor,
      last: !page.hasNextPage,
    },
  });
  return {
    pages: state.pages + 1,
    entries: state.entries + page.count,
    cursor: page.endCursor,
    done: !page.hasNextPage,
  };
}

/** The frozen entries of all legs in the order of their leaves, a page in memory at a time. */
export async function* frozenEntries(
  database: Database,
  drawId: string,
  terms: Terms,
): AsyncGenerator<{ readonly entry: RosterEntry; readonly place: string }> {
  for (const leg of [...terms.legs].sort((a, b) => compareBytewise(a.id, b.id))) {
    for await (const { fields, place } of frozenLines(database, drawId, leg.id)) {
      const [subject = '', stratum = '', district = '', standing = '', ...more] = fields;
      if (standing === '' || more.length > 0) throw badLine(leg.department, place, 4);
      yield { entry: { leg: leg.id, subject, stratum, district, standing }, place };
    }
  }
}

/** The frozen inspectors of all departments of a draw. */
export async function frozenInspectors(
  database: Database,
  drawId: string,
  departments: readonly string[],
): Promise<readonly FrozenInspector[]> {
  const people: FrozenInspector[] = [];
  for (const department of departments) {
    for await (const { fields, place } of frozenLines(database, drawId, `crew/${department}`)) {
      const [id = '', name = '', certificateNumber = '', district = '', capacity = '', ...lists] = fields;
      if (lists.length !== 2 || !/^\d{1,9}$/.test(capacity)) throw badLine(department, place, 7);
      const [specialties = [], recusals = []] = lists.map((list) => (list === '' ? [] : list.split('\u001f')));
      const person = { id, department, district, specialties, recusals, capacity: Number(capacity) };
      people.push({ ...person, name, certificateNumber });
    }
  }
  parseInspectors(people.map(({ name: _, certificateNumber: __, ...inspector }) => inspector));
  return people;
}

async function* frozenLines(
  database: Database,
  drawId: string,
  source: string,
): AsyncGenerator<{ readonly fields: readonly string[]; readonly place: string }> {
  for (let number = 0; ; number += 1) {
    const page = await database.rosterPage.findUnique({ where: { drawId_source_number: { drawId, source, number } } });
    if (page === null) return;
    const lines = (await decompress(page.lines)).toString('utf8');
    if (lines === '') continue;
    for (const [index, line] of lines.split('\n').entries()) {
      yield { fields: line.split('\t'), place: `${source}, page ${number + 1}, line ${index + 1}` };
    }
  }
}

function badLine(department: string, place: string, fields: number): Error {
  return jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department, problem: `${place}: needs ${fields} fields` });
}
