import type { RosterPage } from '../../departments/answers.js';
import type { DepartmentClient } from '../../departments/DepartmentClient.js';
import { jointError } from '../../errors.js';
import type { DepartmentSketch } from '../SubjectSample.js';
import { sketchFromRosters } from './sketchFromRosters.js';

/** What is asked of a department. */
export type SketchSource = Pick<DepartmentClient, 'code' | 'sketchPage' | 'rosterPage'>;

/**
 * Most subjects of a department's sketch: up to so many all are read, and numbers are exact; of more, a sample that gives the
 * visits of a task of some tens of thousands of subjects to a few per cent.
 */
export const MOST_SUBJECTS = 65_536;

/** Lines of a page. */
const PAGE_LINES = 20_000;

const LIST = '\u001f';

/**
 * Reads the sketch of a department's tasks; from their rosters, where the department does not offer sketches.
 * @param most subjects to read
 * @throws OV_JOINT_DEPARTMENT_*
 */
export async function readSketch(
  source: SketchSource,
  taskIds: readonly string[],
  most: number = MOST_SUBJECTS,
): Promise<DepartmentSketch> {
  const lines: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: RosterPage | null = await source.sketchPage(taskIds, {
      after,
      first: Math.min(PAGE_LINES, most - lines.length),
    });
    if (page === null) return await sketchFromRosters(source, taskIds, most);
    const found = page.lines === '' ? [] : page.lines.split('\n');
    checkLines(source.code, taskIds.length, found, after);
    lines.push(...found);
    if (!page.hasNextPage) return { taskIds, lines, upTo: null };
    if (page.endCursor === null) throw badAnswer(source.code, 'a page of the sketch is empty and not the last');
    after = page.endCursor;
    if (lines.length >= most) return { taskIds, lines, upTo: after };
  }
}

const HASH = /^[0-9a-f]{16}$/;
const CODE = /^[A-Z_]+$/;

/** What is alike after the hash is looked at once. */
function checkLines(department: string, tasks: number, lines: readonly string[], after: string | null): void {
  const known = new Set<string>();
  let before = after ?? '';
  for (const line of lines) {
    const [hash, text] = [line.slice(0, 16), line.slice(17)];
    if (!HASH.test(hash) || hash <= before) throw badAnswer(department, `the sketch has "${hash}" after "${before}"`);
    before = hash;
    if (known.has(text)) continue;
    if (!text.split('\t').every((field) => isOfTask(field, tasks))) {
      throw badAnswer(department, `"${line.slice(0, 80)}" is no line of a sketch`);
    }
    known.add(text);
  }
}

/** Place, stratum, standing and marks of a task. */
function isOfTask(field: string, tasks: number): boolean {
  const [place = '', stratum = '', ...codes] = field.split(LIST);
  const isPlace = /^\d{1,3}$/.test(place) && Number(place) < tasks;
  return isPlace && stratum !== '' && codes.length > 0 && codes.every((code) => CODE.test(code));
}

function badAnswer(department: string, problem: string): Error {
  return jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department, problem });
}
