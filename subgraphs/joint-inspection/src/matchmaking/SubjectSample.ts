/** A department's sketch of its tasks (contract: TaskSketch). */
export interface DepartmentSketch {
  /** Tasks, in the order in which lines name them. */
  readonly taskIds: readonly string[];
  /** A subject a line: hash, then for each task place, stratum, standing and marks. By hash. */
  readonly lines: Iterable<string>;
  /** Up to which hash all subjects are there; null where all are. */
  readonly upTo: string | null;
}

/** Into which stratum rules put a subject, by the marks that its department knows (raised-frequency and the like). */
export type StratumOf = (stratum: string, marks: readonly string[]) => string;

/** A part of the sample: a department's sketch, with what its rules make of it. */
export interface SamplePart {
  readonly sketch: DepartmentSketch;
  readonly stratumOf: StratumOf;
}

/** A stratum of a task in the sample, whatever the standing of its subjects, and those who can be drawn. */
export interface SampleCell {
  readonly taskId: string;
  readonly stratum: string;
  population: number;
  eligible: number;
}

/** Subjects that can be drawn in exactly the same cells. */
export interface SampleGroup {
  readonly cells: readonly number[];
  readonly subjects: number;
}

/** A sample of a city's subjects: each is in it with all its tasks, or not at all. */
export interface SubjectSample {
  /** Which part of all subjects it is, above 0; 1: all. */
  readonly rate: number;
  readonly cells: readonly SampleCell[];
  readonly groups: readonly SampleGroup[];
}

const HASH_DIGITS = 16;
const ELIGIBLE = 'ELIGIBLE';
const LIST = '\u001f';
/** Digits of a hash that are looked at for the rate: what a number holds exactly. */
const RATE_DIGITS = 13;
const RATE_RANGE = 16 ** RATE_DIGITS;

/** Room for texts in the key of a step. */
const TEXTS = 2 ** 21;

/**
 * Joins departments' sketches: subjects up to the lowest hash up to which all departments have said theirs. Subjects that are
 * alike are counted, not kept: what follows looks at some thousands of groups instead of a million subjects.
 * @throws Error for a line that is not of the contract
 */
export function joinSketches(parts: readonly SamplePart[]): SubjectSample {
  const upTo = parts.reduce<string | null>((lowest, { sketch }) => lower(lowest, sketch.upTo), null);
  const joined = new JoinedSubjects();
  for (const part of parts) joined.add(part, upTo);
  return { rate: rateOf(upTo), cells: joined.cells, groups: joined.groups() };
}

function lower(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function rateOf(upTo: string | null): number {
  return upTo === null ? 1 : (Number.parseInt(upTo.slice(0, RATE_DIGITS), 16) + 1) / RATE_RANGE;
}

/** What a text says after the hash: cells of a subject, and those in which it can be drawn. */
interface SaidOfSubject {
  readonly cells: readonly number[];
  /** Number of the list of cells in which it can be drawn; -1 where there is none. */
  readonly list: number;
}

class JoinedSubjects {
  readonly cells: SampleCell[] = [];
  readonly #cellOf = new Map<string, number>();
  /** Lists of cells in which subjects can be drawn, each once. */
  readonly #lists: (readonly number[])[] = [];
  readonly #listOf = new Map<string, number>();
  readonly #subjectOf = new Map<string, number>();
  /** The node of each subject; a node is a way of lists, one a department, from the first node. */
  readonly #nodeOf: number[] = [];
  readonly #parents: number[] = [-1];
  readonly #lastList: number[] = [-1];
  readonly #steps = new Map<number, number>();

  add({ sketch, stratumOf }: SamplePart, upTo: string | null): void {
    const saidBy = new Map<string, SaidOfSubject>();
    for (const line of sketch.lines) {
      const hash = line.slice(0, HASH_DIGITS);
      if (upTo !== null && hash > upTo) break;
      const text = line.slice(HASH_DIGITS + 1);
      let said = saidBy.get(text);
      if (said === undefined) {
        said = this.#read(text, sketch.taskIds, stratumOf);
        saidBy.set(text, said);
      }
      for (const cell of said.cells) (this.cells[cell] as SampleCell).population += 1;
      if (said.list < 0) continue;
      for (const cell of this.#lists[said.list] as readonly number[]) (this.cells[cell] as SampleCell).eligible += 1;
      this.#move(hash, said.list);
    }
  }

  groups(): readonly SampleGroup[] {
    const subjects = new Uint32Array(this.#parents.length);
    for (const node of this.#nodeOf) subjects[node] = (subjects[node] as number) + 1;
    return this.#parents.flatMap((_, node) => {
      const count = subjects[node] as number;
      return count === 0 ? [] : [{ cells: this.#cellsAt(node), subjects: count }];
    });
  }

  #move(hash: string, list: number): void {
    let subject = this.#subjectOf.get(hash);
    if (subject === undefined) {
      subject = this.#nodeOf.length;
      this.#subjectOf.set(hash, subject);
      this.#nodeOf.push(0);
    }
    const from = this.#nodeOf[subject] as number;
    const step = from * TEXTS + list;
    let to = this.#steps.get(step);
    if (to === undefined) {
      to = this.#parents.length;
      this.#steps.set(step, to);
      this.#parents.push(from);
      this.#lastList.push(list);
    }
    this.#nodeOf[subject] = to;
  }

  #cellsAt(node: number): readonly number[] {
    const lists: (readonly number[])[] = [];
    for (let at = node; at > 0; at = this.#parents[at] as number) {
      lists.push(this.#lists[this.#lastList[at] as number] as readonly number[]);
    }
    return lists.reverse().flat();
  }

  #read(text: string, taskIds: readonly string[], stratumOf: StratumOf): SaidOfSubject {
    const cells: number[] = [];
    const eligible: number[] = [];
    for (const field of text.split('\t')) {
      const [place = '', given, standing, ...marks] = field.split(LIST);
      const taskId = taskIds[Number(place)];
      if (place === '' || taskId === undefined || given === undefined || standing === undefined) {
        throw new Error(`"${field.replaceAll(LIST, ', ')}" is not place, stratum, standing and marks of a task`);
      }
      const cell = this.#cell(taskId, stratumOf(given, marks));
      cells.push(cell);
      if (standing === ELIGIBLE) eligible.push(cell);
    }
    return { cells, list: eligible.length === 0 ? -1 : this.#list(eligible) };
  }

  #cell(taskId: string, stratum: string): number {
    const key = `${taskId}${LIST}${stratum}`;
    const known = this.#cellOf.get(key);
    if (known !== undefined) return known;
    this.#cellOf.set(key, this.cells.length);
    return this.cells.push({ taskId, stratum, population: 0, eligible: 0 }) - 1;
  }

  #list(cells: readonly number[]): number {
    const key = cells.join();
    const known = this.#listOf.get(key);
    if (known !== undefined) return known;
    this.#listOf.set(key, this.#lists.length);
    return this.#lists.push(cells) - 1;
  }
}
