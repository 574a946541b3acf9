import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { jointError } from '../errors.js';
import { CITY, contentOf } from './PlanRules.js';

/** That a pack is to hold: GraphQL's AdoptRulePackInput. */
export interface AdoptRulePackInput {
  readonly packId: string;
  /** Whose; none, or null: the city's. */
  readonly department?: string | null;
  /** First day. */
  readonly from: string;
}

/**
 * Adopts a pack for the city or for a department from a day on, in place of whatever held before. Plans that are convened
 * already keep the packs that they have pinned.
 * @returns the pack's id
 * @throws OV_JOINT_UNKNOWN_RULE_PACK, OV_JOINT_UNKNOWN_DEPARTMENT, OV_JOINT_RULE_PACK_NOT_IN_FORCE, OV_JOINT_RULE_PACK_OTHER_DEPARTMENT
 */
export async function adoptRulePack(
  tx: Prisma.TransactionClient,
  departments: Departments,
  input: AdoptRulePackInput,
  actor: string,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { packId, from } = input;
  const department = input.department ?? CITY;
  if (department !== CITY) departments.client(department);
  const row = await tx.rulePackVersion.findUnique({ where: { id: packId } });
  if (row === null) throw jointError('OV_JOINT_UNKNOWN_RULE_PACK', { id: packId });
  const { inForce, jurisdiction } = contentOf(row);
  if (from < inForce.from || (inForce.to !== null && from > inForce.to)) {
    throw jointError('OV_JOINT_RULE_PACK_NOT_IN_FORCE', {
      id: packId,
      from,
      first: inForce.from,
      last: inForce.to ?? '—',
    });
  }
  const owner = jurisdiction.department;
  if (owner !== undefined && owner !== department) {
    throw jointError('OV_JOINT_RULE_PACK_OTHER_DEPARTMENT', { id: packId, owner, department: department || '—' });
  }
  await tx.ruleAdoption.create({ data: { department, packId, from, adoptedBy: actor, adoptedAt: now } });
  return { response: packId, step: { action: 'rules.adopt', target: packId, detail: { department, from } } };
}
