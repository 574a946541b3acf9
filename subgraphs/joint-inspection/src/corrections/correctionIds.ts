import { numberedIds } from '../numberedIds.js';

/** Global ids of corrections, and the number that one has. */
export const { idOf: correctionId, numberOf: correctionNumber } = numberedIds('correction');
