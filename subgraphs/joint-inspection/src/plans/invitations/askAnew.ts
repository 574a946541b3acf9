import type { Prisma } from '../../database.js';
import { contentOf, type PlanContent, partOf, termsPart } from '../adjustment/PlanContent.js';
import type { StandingPlan } from '../lifecycle/standingPlan.js';
import type { InvitationState } from './InvitationState.js';
import type { Inviting } from './inviteToJointPlan.js';

/**
 * Brings the invitations of a plan in line with what the lead has changed: departments that are new are invited, those that are left out are no longer,
 * and whoever said yes to something else is asked anew. The lead's own department takes part by its own change.
 * @param plan as it was locked, with its invitations
 * @param before what it said
 * @returns the departments that are to answer anew
 */
export async function askAnew(
  tx: Prisma.TransactionClient,
  { id: planId, invitations }: StandingPlan,
  before: PlanContent,
  viewer: Inviting,
  now: Date,
): Promise<readonly string[]> {
  const after = await contentOf(tx, planId);
  const departments = new Set(after.legs.map(({ department }) => department));
  const answerBy = invitations.map((each) => each.answerBy).reduce((a, b) => (a > b ? a : b), '');
  const set = async (department: string, state: InvitationState) => {
    const where = { planId_department: { planId, department } };
    const fresh = { state, answerBy, invitedAt: now, answeredAt: null, answeredBy: null };
    const unsaid = { reason: null, explanation: null, windows: [], refused: null };
    const data = state === 'WITHDRAWN' ? { state } : { ...fresh, ...unsaid };
    await tx.planInvitation.upsert({ where, create: { planId, department, ...fresh }, update: data });
  };
  for (const { department, state } of invitations) {
    if (!departments.has(department) && state !== 'DECLINED') await set(department, 'WITHDRAWN');
  }
  const asked: string[] = [];
  for (const department of departments) {
    const invited = invitations.find((each) => each.department === department);
    const isSame = termsPart(before) === termsPart(after) && partOf(before, department) === partOf(after, department);
    if (isSame && invited !== undefined && invited.state !== 'WITHDRAWN') continue;
    const isOwn = department === viewer.department;
    await set(department, isOwn ? 'ACCEPTED' : 'PENDING');
    if (!isOwn) asked.push(department);
  }
  return asked;
}
