import { forbidden, type Viewer } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import { jointError } from '../errors.js';
import type { CrewSeat, Visit } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { noticeParts } from './noticeParts.js';
import { type NoticeKind, renderNotice } from './renderNotice.js';

/**
 * A notice of a visit, for those who make it: its crew, officers of its departments, and the lead.
 * @throws OV_KIT_FORBIDDEN; OV_JOINT_NOTICE_VOID where its draw is not in force
 */
export async function noticeOfVisit(
  joint: Joint,
  visit: Visit,
  kind: NoticeKind,
  context: JointContext,
): Promise<string> {
  const { viewer, loaders } = context;
  const [draw, seats] = await Promise.all([loaders.draw.load(visit.drawId), loaders.seatsOfVisit.load(visit.id)]);
  if (!mayNotify(viewer, visit, seats)) {
    throw forbidden(viewer, 'Visit.notice', ['lead', ...visit.departments]);
  }
  const parts = draw?.phase === 'DRAWN' ? await noticeParts(joint, visit, context) : null;
  if (parts === null) throw jointError('OV_JOINT_NOTICE_VOID', { id: visit.id });
  return renderNotice(kind, parts);
}

function mayNotify(viewer: Viewer, visit: Visit, seats: readonly CrewSeat[]): boolean {
  switch (viewer.role) {
    case 'lead':
      return true;
    case 'officer':
      return visit.departments.includes(viewer.department);
    case 'inspector':
      return seats.some(({ inspectorId }) => inspectorId === viewer.inspector);
    default:
      return false;
  }
}
