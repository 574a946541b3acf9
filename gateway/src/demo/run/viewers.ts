import type { ClientClaims } from '../../clientClaims.js';
import { DEMO_INITIATOR } from '../demoTasks.js';

/** The market-regulation lead, who convenes and draws. */
export const DEMO_LEAD: ClientClaims = { role: 'lead', sub: 'demo-lead', department: DEMO_INITIATOR };

/** The officer of a department, who keeps its lists and draws up its plans. */
export function demoOfficer(department: string): ClientClaims {
  return { role: 'officer', sub: `demo-officer-${department}`, department };
}

/** The leader of a department, who reviews its plans. */
export function demoLeader(department: string): ClientClaims {
  return { role: 'leader', sub: `demo-leader-${department}`, department };
}
