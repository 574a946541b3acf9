import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { compareBytewise, type Inspector, parseInspectors, type RosterEntry, type Terms } from '@onevisit/draw';
import { parseGlobalId } from '@onevisit/kit';
import type { Database } from '../database.js';
import { jointError } from '../errors.js';

const decompress = promisify(brotliDecompress);

/** Lists within a field are joined by this. */
const LIST_SEPARATOR = '\u001f';

const DIVISION = /^[0-9]{6}$/;
const CAPACITY = /^[0-9]{1,9}$/;

/** An entry as frozen, and where it stands: leg, page, line. */
export interface FrozenEntry {
  readonly entry: RosterEntry;
  readonly place: string;
}

/** An inspector as frozen, with what is shown of them. */
export interface FrozenInspector extends Inspector {
  readonly name: string;
  readonly certificateNumber: string;
}

/**
 * The frozen entries of all legs in the order of their leaves, a page in memory at a time.
 * @throws OV_JOINT_DEPARTMENT_BAD_ANSWER for a line that is no entry, OV_JOINT_PAGES_DAMAGED
 */
export async function* frozenEntries(database: Database, drawId: string, terms: Terms): AsyncGenerator<FrozenEntry> {
  const divisions = new Set<string>();
  for (const leg of [...terms.legs].sort((a, b) => compareBytewise(a.id, b.id))) {
    for await (const { fields, place } of frozenLines(database, drawId, leg.id)) {
      const [subject = '', stratum = '', district = '', standing = '', ...more] = fields;
      if (subject === '' || stratum === '' || standing === '' || more.length > 0) {
        throw badLine(leg.department, place, 'needs subject, stratum, district, standing');
      }
      if (!divisions.has(district)) {
        if (!DIVISION.test(district)) throw badLine(leg.department, place, `"${district}" is not a division`);
        divisions.add(district);
      }
      yield { entry: { leg: leg.id, subject, stratum, district, standing }, place };
    }
  }
}

/**
 * The frozen inspectors of all departments of a draw.
 * @throws OV_JOINT_DEPARTMENT_BAD_ANSWER for a line that is nobody of the department, OV_JOINT_PAGES_DAMAGED, and
 *   DrawError for whatever the protocol refuses in inspectors
 */
export async function frozenInspectors(
  database: Database,
  drawId: string,
  departments: readonly string[],
): Promise<readonly FrozenInspector[]> {
  const people: FrozenInspector[] = [];
  for (const department of departments) {
    for await (const { fields, place } of frozenLines(database, drawId, `crew/${department}`)) {
      people.push(inspectorOf(fields, department, place));
    }
  }
  parseInspectors(people.map(asDrawn));
  return people;
}

/** What a draw knows of an inspector: nothing that is only shown. */
export function asDrawn({ name: _, certificateNumber: __, ...inspector }: FrozenInspector): Inspector {
  return inspector;
}

function inspectorOf(fields: readonly string[], department: string, place: string): FrozenInspector {
  const [id = '', name = '', certificateNumber = '', district = '', capacity = '', ...lists] = fields;
  if (lists.length !== 2 || !CAPACITY.test(capacity)) {
    const wanted = 'needs id, name, certificate number, district, capacity, specialties, recusals';
    throw badLine(department, place, wanted);
  }
  const owner = parseGlobalId(id);
  if (owner?.owner !== department || owner.kind !== 'inspector') {
    throw badLine(department, place, `"${id}" is not an inspector of the department`);
  }
  const [specialties = [], recusals = []] = lists.map((list) => (list === '' ? [] : list.split(LIST_SEPARATOR)));
  const shown = { name, certificateNumber };
  return { id, department, district, specialties, recusals, capacity: Number(capacity), ...shown };
}

/** The lines of a source; it must end with the page that was marked as its last. */
async function* frozenLines(
  database: Database,
  drawId: string,
  source: string,
): AsyncGenerator<{ readonly fields: readonly string[]; readonly place: string }> {
  for (let number = 0, last = false; !last; number += 1) {
    const page = await database.rosterPage.findUnique({ where: { drawId_source_number: { drawId, source, number } } });
    const place = `${source}, page ${number + 1}`;
    if (page === null) throw jointError('OV_JOINT_PAGES_DAMAGED', { place });
    last = page.last;
    const lines = await decompress(page.lines).catch((cause: unknown) => {
      throw Object.assign(jointError('OV_JOINT_PAGES_DAMAGED', { place }), { cause });
    });
    if (lines.length === 0) continue;
    for (const [index, line] of lines.toString('utf8').split('\n').entries()) {
      yield { fields: line.split('\t'), place: `${place}, line ${index + 1}` };
    }
  }
}

function badLine(department: string, place: string, problem: string): Error {
  return jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department, problem: `${place}: ${problem}` });
}
