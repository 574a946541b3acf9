import { initiationOf, type JointListRow, jointListRows } from '@onevisit/rules';
import { jointError } from '../errors.js';

/**
 * The row of the published joint lists from which a plan is convened.
 * @param reference its number in the table
 * @throws OV_JOINT_UNKNOWN_LIST_ROW
 */
function rowOf(reference: string): JointListRow {
  const rows = jointListRows();
  const row = rows.find(({ number }) => String(number) === reference);
  if (row === undefined) throw jointError('OV_JOINT_UNKNOWN_LIST_ROW', { reference, last: rows.length });
  return row;
}

/**
 * Checks that a plan is initiated as its row says: by one department, by two together, or by one of several as the kind of subject has it.
 * Departments that the register does not have are the lead's to stand in for: a row that names such a one binds no one.
 * @param reference number of the row
 * @throws OV_JOINT_UNKNOWN_LIST_ROW, OV_JOINT_LIST_INITIATOR
 */
export function checkListedInitiators(
  reference: string,
  { initiator, coInitiator }: { readonly initiator: string; readonly coInitiator?: string | null },
): void {
  const row = rowOf(reference);
  const { kind, initiators } = initiationOf(row);
  const codes = initiators.flatMap(({ code }) => code ?? []);
  const stated = [initiator, coInitiator ?? []].flat();
  const isAsListed =
    codes.length < initiators.length && !codes.includes(initiator)
      ? true
      : kind === 'TWO'
        ? codes.every((code) => stated.includes(code))
        : codes.includes(initiator);
  if (kind === 'UNKNOWN' || isAsListed) return;
  throw jointError('OV_JOINT_LIST_INITIATOR', {
    number: row.number,
    field: row.field,
    listed: row.initiator,
    stated: stated.join(', '),
  });
}
