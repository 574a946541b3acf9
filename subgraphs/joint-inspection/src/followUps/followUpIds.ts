import { numberedIds } from '../numberedIds.js';

/** Global ids of follow-ups, and the number that one has. */
export const { idOf: followUpId, numberOf: followUpNumber } = numberedIds('followup');
