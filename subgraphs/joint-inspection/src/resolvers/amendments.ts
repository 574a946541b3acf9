import { globalId } from '@onevisit/kit';
import { changesOf, type SeatChange, type SeatHolder } from '../amendments/SeatChange.js';
import type { JointContext } from '../context.js';
import type { Amendment } from '../generated/client.js';

/** Resolvers of Amendment. */
export const amendmentResolvers = {
  id: ({ drawId, number }: Amendment) => {
    const drawCode = drawId.slice(drawId.lastIndexOf(':') + 1);
    return globalId('joint-inspection', 'amendment', `${drawCode}/${number}`);
  },
  draw: ({ drawId }: Amendment, _: unknown, { loaders }: JointContext) => loaders.draw.load(drawId),
  department: ({ department }: Amendment) => ({ id: department }),
  /** Not for other departments: it may tell of a person's circumstances. */
  explanation: ({ department, explanation }: Amendment, _: unknown, { viewer }: JointContext) =>
    viewer.role === 'officer' && viewer.department !== department ? null : explanation,
  changes: async (amendment: Amendment, _: unknown, { loaders, viewer }: JointContext) => {
    const changes = changesOf(amendment);
    const shown = await Promise.all(changes.map(({ visitId }) => loaders.crewShown.load(visitId)));
    const own = (holder: SeatHolder | null): boolean =>
      viewer.role === 'inspector' && holder !== null && holder.id === viewer.inspector;
    return changes.filter(({ before, after }, index) => shown[index] || own(before) || own(after));
  },
};

/** Resolvers of SeatChange. */
export const seatChangeResolvers = {
  visit: ({ visitId }: SeatChange, _: unknown, { loaders }: JointContext) => loaders.visit.load(visitId),
  before: ({ before }: SeatChange) => (before === null ? null : { id: before.id }),
  after: ({ after }: SeatChange) => (after === null ? null : { id: after.id }),
};
