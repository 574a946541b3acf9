import { type Inspector, parseInspectors } from '@onevisit/draw';
import { parseGlobalId } from '@onevisit/kit';
import type { Database } from '../database.js';
import { jointError } from '../errors.js';
import { storedPages } from './storedPages.js';

/** Lists within a field are joined by this. */
const LIST_SEPARATOR = '\u001f';

const CAPACITY = /^[0-9]{1,9}$/;

/** An inspector as frozen, with what is shown of them. */
export interface FrozenInspector extends Inspector {
  readonly name: string;
  readonly certificateNumber: string;
  readonly post: Post;
}

/** Where an inspector works: in an office or in the front line. */
export type Post = (typeof POSTS)[number];

const POSTS = ['OFFICE', 'FRONT_LINE'] as const;

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
    for await (const { bytes, place } of storedPages(database, drawId, `crew/${department}`)) {
      if (bytes.length === 0) continue;
      for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
        people.push(inspectorOf(line.split('\t'), department, `${place}, line ${index + 1}`));
      }
    }
  }
  parseInspectors(people.map(asDrawn));
  return people;
}

/** What a draw knows of an inspector: nothing that is only shown or counted. */
export function asDrawn({ name: _, certificateNumber: __, post: ___, ...inspector }: FrozenInspector): Inspector {
  return inspector;
}

function inspectorOf(fields: readonly string[], department: string, place: string): FrozenInspector {
  const [id = '', name = '', certificateNumber = '', district = '', capacity = '', ...rest] = fields;
  const [specialties = '', recusals = '', stated, ...more] = rest;
  const post = POSTS.find((known) => known === stated);
  if (more.length > 0 || post === undefined || !CAPACITY.test(capacity)) {
    const wanted = `needs id, name, certificate number, district, capacity, specialties, recusals, post (${POSTS.join(', ')})`;
    throw badLine(department, place, wanted);
  }
  const owner = parseGlobalId(id);
  if (owner?.owner !== department || owner.kind !== 'inspector') {
    throw badLine(department, place, `"${id}" is not an inspector of the department`);
  }
  const drawn = { id, department, district, capacity: Number(capacity) };
  return { ...drawn, specialties: listOf(specialties), recusals: listOf(recusals), name, certificateNumber, post };
}

function listOf(field: string): readonly string[] {
  return field === '' ? [] : field.split(LIST_SEPARATOR);
}

function badLine(department: string, place: string, problem: string): Error {
  return jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department, problem: `${place}: ${problem}` });
}
