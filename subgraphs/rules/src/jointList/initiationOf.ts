import { type JointListRow, jointListRows } from './jointListRows.js';
import { codeCalled } from './rowsFor.js';

/** A department that a row names as initiator. */
export interface ListedInitiator {
  /** As published. */
  readonly name: string;
  /** Its code in the register; null for one that the table does not know. */
  readonly code: string | null;
  /** For which subjects it initiates (检查电影院时由宣传部门发起); null where the row does not say. */
  readonly when: string | null;
}

/** Who initiates the joint inspections of a row: one department, two together (双发起), or one of several by the kind of subject. */
export interface ListedInitiation {
  readonly kind: 'ONE' | 'TWO' | 'ONE_OF' | 'UNKNOWN';
  readonly initiators: readonly ListedInitiator[];
}

/** 同上: as in the row before. */
const AS_ABOVE = '同上';

const REMARK = /[(（]([^()（）]*)[)）]/gu;

/** Of a remark that names whom something holds for: 检查电影院时由宣传部门发起. */
const CONDITION = /^检查(?<when>.+?)时由(?<name>.+?)发起$/u;

/** Reads who initiates a row's inspections, as lists write it. */
export function initiationOf(row: JointListRow): ListedInitiation {
  const text = row.initiator.trim();
  const before = jointListRows()[row.number - 2];
  if (text === AS_ABOVE && before !== undefined) return initiationOf(before);
  const remarks = [...text.matchAll(REMARK)].map(([, remark]) => CONDITION.exec(remark ?? '')?.groups);
  const whenOf = (name: string) => remarks.find((condition) => condition?.name === name)?.when ?? null;
  const named = (separator: string) =>
    text
      .replaceAll(REMARK, '')
      .split(separator)
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({ name, code: codeCalled(name), when: whenOf(name) }));
  const alternatives = named('或');
  if (alternatives.length > 1) return { kind: 'ONE_OF', initiators: alternatives };
  const initiators = named('、');
  const kind = (['UNKNOWN', 'ONE', 'TWO'] as const)[initiators.length] ?? 'ONE_OF';
  return { kind, initiators };
}
