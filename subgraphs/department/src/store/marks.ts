import type { PlanTask } from '../generated/client.js';
import type { Database } from './database.js';
import { CONDITION, conditionValues, type RosterPage } from './roster.js';

const MARKED = `
  SELECT subject_id AS subject, string_agg(DISTINCT mark, E'\\x1f' ORDER BY mark) AS marks
  FROM pool_entry, unnest(marks) AS mark
  WHERE subject_id BETWEEN $5 AND $6 AND ${CONDITION}
  GROUP BY subject_id`;

/**
 * A page of a task's roster whose lines have a fifth field: the marks of the subject, bytewise, joined by U+001F; empty where
 * there are none. They are those of all its entries under the task's condition, also of those that cannot be drawn: a
 * mark is of who is visited, whichever entry speaks for it, and what one entry knows must not be lost behind another.
 */
export async function withMarks(database: Database, task: PlanTask, page: RosterPage): Promise<RosterPage> {
  if (page.endCursor === null) return page;
  const [first = ''] = page.lines.split('\t', 1);
  const rows = await database.$queryRawUnsafe<{ subject: string; marks: string }[]>(
    MARKED,
    ...conditionValues(task),
    first,
    page.endCursor,
  );
  const marksOf = new Map(rows.map(({ subject, marks }) => [subject, marks]));
  const lines = page.lines.split('\n').map((line) => {
    const subject = line.slice(0, line.indexOf('\t'));
    return `${line}\t${marksOf.get(subject) ?? ''}`;
  });
  return { ...page, lines: lines.join('\n') };
}
