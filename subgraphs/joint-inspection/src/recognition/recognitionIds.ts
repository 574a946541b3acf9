import { numberedIds } from '../numberedIds.js';

/** Global ids of recognitions. */
export const { idOf: recognitionId, numberOf: recognitionNumber } = numberedIds('recognition');
