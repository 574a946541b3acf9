import { numberedIds } from '../numberedIds.js';

/** Global ids of what subjects say, and the number that one has. */
export const { idOf: commentId, numberOf: commentNumber } = numberedIds('comment');
