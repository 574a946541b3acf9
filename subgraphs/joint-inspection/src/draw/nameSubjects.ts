import { parseTerms } from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../database.js';
import type { RosterPage } from '../departments/answers.js';
import type { Departments } from '../departments/Departments.js';

/** Names asked for at once. */
const BATCH = 5_000;

/**
 * Asks the departments for the names of the subjects that were drawn and writes them beside the visits that have none:
 * a visit shows the name of the day of the draw, whatever the subject is called later. It runs after the draw is kept,
 * so that no department can hold a draw up by silence; what one does not answer, another that drew the subject may, and
 * what nobody answers stays without a name until the next call.
 */
export async function nameSubjects(
  { database, departments }: { readonly database: Database; readonly departments: Departments },
  drawId: string,
  log: FastifyBaseLogger,
): Promise<void> {
  const draw = await database.draw.findUniqueOrThrow({ where: { id: drawId }, select: { terms: true } });
  const silent = new Set<string>();
  for (const leg of parseTerms(draw.terms).legs) {
    if (silent.has(leg.department)) continue;
    try {
      await nameSubjectsOfLeg(database, departments, drawId, leg);
    } catch (cause) {
      if (!(cause instanceof OneVisitError)) throw cause;
      silent.add(leg.department);
      log.warn({ err: cause, drawId, department: leg.department }, 'names of drawn subjects are missing');
    }
  }
}

async function nameSubjectsOfLeg(
  database: Database,
  departments: Departments,
  drawId: string,
  leg: { readonly id: string; readonly department: string },
): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await database.$queryRaw<{ subject: string }[]>`
      SELECT DISTINCT subject_id AS subject FROM visit
      WHERE draw_id = ${drawId} AND subject_name IS NULL AND ${leg.id} = ANY(leg_ids) AND subject_id > ${after}
      ORDER BY subject_id LIMIT ${BATCH}`;
    const subjects = rows.map((row) => row.subject);
    if (subjects.length === 0) return;
    const names = namesOf(await departments.client(leg.department).subjectNames(leg.id, subjects), new Set(subjects));
    await database.$executeRaw`
      UPDATE visit SET subject_name = named.name
      FROM unnest(${[...names.keys()]}::text[], ${[...names.values()]}::text[]) AS named(subject, name)
      WHERE draw_id = ${drawId} AND subject_id = named.subject AND subject_name IS NULL`;
    after = subjects.at(-1) ?? '';
  }
}

/** The names on a page of those subjects that were asked for. */
function namesOf(page: RosterPage, asked: ReadonlySet<string>): ReadonlyMap<string, string> {
  const lines = page.lines.split('\n').map((line) => line.split('\t'));
  return new Map(
    lines.flatMap(([subject = '', name = '']) => (asked.has(subject) && name !== '' ? [[subject, name]] : [])),
  );
}
