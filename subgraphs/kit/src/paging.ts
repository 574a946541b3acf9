import { kitError } from './errors.js';

/** Arguments of a Relay connection, forward paging. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page to fetch: rows whose key follows `after`, one more than `first` so that the end is known. */
export interface PageRequest<Key extends string | number = string> {
  readonly first: number;
  readonly after: Key | null;
}

/** A Relay connection. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts all matches; called only if the client asks for it. */
  readonly totalCount: () => Promise<number>;
}

/** Most that an Int of GraphQL and an integer of PostgreSQL hold. */
const MOST_INT = 2_147_483_647;

/** Most rows of one page, unless the caller says otherwise. */
export const MOST_PER_PAGE = 1000;

/**
 * Reads the arguments of a connection.
 * @throws OV_KIT_PAGE_SIZE, OV_KIT_BAD_CURSOR
 */
export function readPage(args: PageArguments, most: number = MOST_PER_PAGE): PageRequest {
  const first = args.first ?? 50;
  if (first < 0 || first > most) throw kitError('OV_KIT_PAGE_SIZE', { first, most });
  return { first, after: args.after == null ? null : decodeCursor(args.after) };
}

/**
 * Shapes rows fetched for a page (up to `first + 1` of them, in order) into a connection.
 * @param keyOf the keyset key of a row; the cursor is its base64url form
 */
export function connection<Row>(
  rows: readonly Row[],
  page: PageRequest<string | number>,
  keyOf: (row: Row) => string,
  totalCount: () => Promise<number>,
): Connection<Row> {
  const edges = rows.slice(0, page.first).map((row) => ({ cursor: encodeCursor(keyOf(row)), node: row }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** The cursor of a key. */
export function encodeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/**
 * The key of a cursor.
 * @throws OV_KIT_BAD_CURSOR where it is none
 */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  // PostgreSQL's text cannot hold U+0000, so that no row has such a key.
  if (key === '' || key.includes('\0') || encodeCursor(key) !== cursor) throw badCursor(cursor);
  return key;
}

/**
 * A page of rows whose keyset key is a positive 32-bit number, such as a place on a ledger.
 * @throws OV_KIT_PAGE_SIZE, OV_KIT_BAD_CURSOR
 */
export function readNumberedPage(args: PageArguments): PageRequest<number> {
  const { first, after } = readPage(args);
  if (after === null) return { first, after };
  const number = /^\d{1,10}$/.test(after) ? Number(after) : Number.NaN;
  if (!(number <= MOST_INT)) throw badCursor(args.after ?? '');
  return { first, after: number };
}

/** A cursor in a message is cut: it may be as long as a request. */
function badCursor(cursor: string): Error {
  return kitError('OV_KIT_BAD_CURSOR', { cursor: cursor.length > 80 ? `${cursor.slice(0, 80)}…` : cursor });
}
