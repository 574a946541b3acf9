/** The kinds of records that come in pieces, by their names on the command line. */
export const recordKinds = ['statement', 'public', 'auditors', 'amendments'] as const;

/** One of them. */
export type RecordKindName = (typeof recordKinds)[number];
