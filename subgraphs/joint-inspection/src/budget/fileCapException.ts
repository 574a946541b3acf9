import { actorOf, calendarDate, forbidden, globalId, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { citedAs } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { rulesInForce } from '../rules/PlanRules.js';
import { checkSubject, type EvidenceInput, keptEvidence } from './filed.js';

/** An exception from the cap of visits: GraphQL's CapExceptionInput. */
export interface CapExceptionInput {
  readonly department?: string | null;
  readonly subjectId: string;
  readonly year: number;
  readonly code: string;
  readonly evidence: EvidenceInput;
}

type Officer = Extract<Viewer, { readonly role: 'officer' }>;

/** Years for which an exception may be filed: the one that runs, the one before and the next. */
const YEARS_AROUND = 1;

/**
 * Files an exception from the cap of visits of the officer's department: its rules must name the code.
 * @returns the place of its row
 * @throws OV_KIT_FORBIDDEN for another department's, OV_JOINT_SUBJECT_ID, OV_JOINT_YEAR, OV_JOINT_EVIDENCE, OV_JOINT_EXCEPTION_CODE
 */
export async function fileCapException(
  tx: Prisma.TransactionClient,
  officer: Officer,
  input: CapExceptionInput,
  now: Date,
): Promise<MutationOutcome<number>> {
  const { department } = officer;
  if (input.department != null && input.department !== department) {
    throw forbidden(officer, 'Mutation.fileCapException', [`officer:${input.department}`]);
  }
  const { subjectId, year, code } = input;
  checkSubject(subjectId);
  const today = calendarDate(now);
  const [first, last] = [Number(today.slice(0, 4)) - YEARS_AROUND, Number(today.slice(0, 4)) + YEARS_AROUND];
  if (year < first || year > last) throw jointError('OV_JOINT_YEAR', { year, first, last });
  const rule = (await rulesInForce(tx, today, [department])).of(department).rule('visit-cap');
  const permitted: readonly string[] = rule?.exceptions ?? [];
  if (!permitted.includes(code)) {
    const values = { department, code, permitted: permitted.join(', ') || '—', rule: citedAs(rule?.cite ?? []) || '—' };
    throw jointError('OV_JOINT_EXCEPTION_CODE', values);
  }
  const filed = { department, subjectId, year, code, ...keptEvidence(input.evidence) };
  const { seq } = await tx.capException.create({ data: { ...filed, filedBy: actorOf(officer), filedAt: now } });
  const target = exceptionId(seq);
  return { response: seq, step: { action: 'cap.except', target, detail: { ...filed, rule: rule?.cite ?? [] } } };
}

/** The global id of an exception. */
export function exceptionId(seq: number): string {
  return globalId('joint-inspection', 'capexception', String(seq));
}
