import { numberedIds } from '../../numberedIds.js';

/** Global ids of requests for joint plans, and the number that one has. */
export const { idOf: requestId, numberOf: requestNumber } = numberedIds('planrequest');
