import { numberedIds } from '../numberedIds.js';

/** Global ids of records of the feed, and the place that one has in it. */
export const { idOf: recordId, numberOf: recordNumber } = numberedIds('disclosure');
