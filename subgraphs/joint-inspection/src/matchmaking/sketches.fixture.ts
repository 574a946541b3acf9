import { createHash } from 'node:crypto';
import type { MatchTask } from './MatchTask.js';
import { joinSketches, type SamplePart, type SubjectSample } from './SubjectSample.js';

/** A task of a small city, and who is under it. */
export interface SmallTask {
  readonly id: string;
  readonly percent: string;
  /** Subjects by name, each with its stratum. */
  readonly pool: Readonly<Record<string, string>>;
  readonly window?: readonly [number, number];
  readonly crewSize?: number;
  readonly listRows?: readonly number[];
}

export function matchTask({ id, percent, window = [1, 100], crewSize = 2, listRows = [] }: SmallTask): MatchTask {
  return {
    id,
    department: id.split(':')[0] ?? '',
    title: `任务 ${id}`,
    window: { first: window[0], last: window[1] },
    quota: { strata: { '*': { percent } } },
    crewSize,
    subjectKinds: [],
    listRows,
  };
}

export const hashOf = (subject: string): string => createHash('sha256').update(subject).digest('hex').slice(0, 16);

/** What departments would answer: a sketch each, of the `most` subjects with the lowest hashes. */
export function sketchesOf(tasks: readonly SmallTask[], most = Number.POSITIVE_INFINITY): readonly SamplePart[] {
  const departments = [...new Set(tasks.map(({ id }) => id.split(':')[0]))];
  return departments.map((department) => {
    const own = tasks.filter(({ id }) => id.split(':')[0] === department);
    const subjects = [...new Set(own.flatMap(({ pool }) => Object.keys(pool)))];
    const lines = subjects.map((subject) => {
      const fields = own.flatMap(({ pool }, place) =>
        subject in pool ? [`${place}\u001f${pool[subject]}\u001fELIGIBLE`] : [],
      );
      return [hashOf(subject), ...fields].join('\t');
    });
    const kept = lines.sort().slice(0, most);
    const upTo = lines.length > most ? (kept.at(-1)?.slice(0, 16) ?? null) : null;
    return { sketch: { taskIds: own.map(({ id }) => id), lines: kept, upTo }, stratumOf: (stratum) => stratum };
  });
}

export const sampleOf = (tasks: readonly SmallTask[], most?: number): SubjectSample =>
  joinSketches(sketchesOf(tasks, most));
