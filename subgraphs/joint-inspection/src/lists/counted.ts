/** How far a list is counted: a count must cost no more than this, whatever there is. */
export const MOST_COUNTED = 100_000;
