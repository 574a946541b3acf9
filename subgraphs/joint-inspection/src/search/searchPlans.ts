import { publicViewer } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { visiblePlans, visibleVisits } from '../disclosure/visible.js';
import type { Search } from './readSearch.js';

/** Published plans whose title begins so, or that drew the subject, as far as everybody may see. */
export function plansFound(search: Search, now: Date): Prisma.JointPlanWhereInput {
  const visible = visiblePlans(publicViewer);
  if ('prefix' in search) {
    // Prisma asks with LIKE, and leaves its wildcards as they are.
    const startsWith = search.prefix.replace(/[\\%_]/g, '\\$&');
    return { AND: [visible, { title: { startsWith } }] };
  }
  const visits = { some: { AND: [{ uscc: search.uscc }, visibleVisits(publicViewer, now)] } };
  return { AND: [visible, { draws: { some: { phase: 'DRAWN', visits } } }] };
}
