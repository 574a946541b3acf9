import type { Mark } from '@onevisit/rules';

/** Marks of a subject, joined by this in the last field of a roster's line. */
const SEPARATOR = '\u001f';

/** The bit of each mark (contract: SubjectMark). */
const BITS: Readonly<Record<Mark, number>> = {
  COMPLAINTS: 1,
  HAZARD: 2,
  ABNORMAL_OPERATION: 4,
  SERIOUSLY_DISHONEST: 8,
  DISHONEST: 16,
  VIOLATIONS: 32,
  PENALISED: 64,
  SPECIAL_TRADE: 128,
  TRUSTWORTHY: 256,
};

/** A set of marks: the sum of their bits. */
export type Marks = number;

/** No mark. */
export const NO_MARKS: Marks = 0;

/** The set of some marks. */
export function marksOf(marks: readonly Mark[]): Marks {
  return marks.reduce((set, mark) => set | BITS[mark], NO_MARKS);
}

/** Whether two sets share a mark. */
export function shareMark(one: Marks, other: Marks): boolean {
  return (one & other) !== 0;
}

/** Reads a field of marks; null where one is not of the contract. */
export function readMarks(field: string): Marks | null {
  let set = NO_MARKS;
  for (const mark of field.split(SEPARATOR)) {
    if (!Object.hasOwn(BITS, mark)) return null;
    set |= BITS[mark as Mark];
  }
  return set;
}
