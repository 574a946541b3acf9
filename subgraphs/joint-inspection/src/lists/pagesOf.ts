import { type Connection, connection, type PageArguments, type PageRequest } from '@onevisit/kit';
import DataLoader from 'dataloader';

/** One parent's page. */
export interface PageOf<Filter = null> extends PageArguments {
  readonly parent: string;
  readonly filter?: Filter | null;
}

/** A loader of pages of many parents: as many statements for one parent as for all that ask for the same page. */
export type PagesLoader<Row, Filter = null> = DataLoader<PageOf<Filter>, Connection<Row>, string>;

/** How pages of one kind of rows are read. */
export interface Paged<Row, Key extends string | number, Filter> {
  /** @throws OV_KIT_PAGE_SIZE, OV_KIT_BAD_CURSOR */
  readonly read: (args: PageArguments) => PageRequest<Key>;
  /** Rows of the page and one more, each parent's in order. */
  readonly rowsOf: (
    parents: readonly string[],
    page: PageRequest<Key>,
    filter: Filter | null,
  ) => Promise<readonly Placed<Row>[]>;
  readonly countsOf: (parents: readonly string[], filter: Filter | null) => Promise<readonly Counted[]>;
  /** The keyset key of a row. */
  readonly keyOf: (row: Row) => string;
}

/** A row, and whose it is. */
export interface Placed<Row> {
  readonly parent: string;
  readonly row: Row;
}

/** How many rows a parent has. */
export interface Counted {
  readonly parent: string;
  readonly count: number;
}

/** Makes a loader of pages. Counts are read only where they are asked for. */
export function pagesLoader<Row, Key extends string | number, Filter = null>(
  paged: Paged<Row, Key, Filter>,
): PagesLoader<Row, Filter> {
  const counts = new Map<string, DataLoader<string, number>>();
  const countsBy = (filter: Filter | null): DataLoader<string, number> => {
    const key = JSON.stringify(filter);
    const loader = counts.get(key) ?? new DataLoader((parents) => countsOf(paged, parents, filter));
    counts.set(key, loader);
    return loader;
  };
  const load = async (keys: readonly PageOf<Filter>[]): Promise<(Connection<Row> | Error)[]> => {
    const alike = new Map<string, PageOf<Filter>[]>();
    for (const key of keys) alike.set(argumentsOf(key), [...(alike.get(argumentsOf(key)) ?? []), key]);
    // What a parent's arguments refuse is refused there alone.
    const pages = new Map([...alike].map(([args, some]) => [args, pagesOf(paged, some, countsBy)]));
    return await Promise.all(keys.map((key) => pageIn(pages, key)));
  };
  return new DataLoader(load, { cacheKeyFn: (key) => JSON.stringify([key.parent, argumentsOf(key)]) });
}

function argumentsOf<Filter>({ first, after, filter }: PageOf<Filter>): string {
  return JSON.stringify([first ?? null, after ?? null, filter ?? null]);
}

type Pages<Row> = ReadonlyMap<string, Connection<Row>>;

async function pageIn<Row, Filter>(
  pages: ReadonlyMap<string, Promise<Pages<Row>>>,
  key: PageOf<Filter>,
): Promise<Connection<Row> | Error> {
  try {
    return (await pages.get(argumentsOf(key)))?.get(key.parent) ?? new Error(`no page of ${key.parent}`);
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

/** The same page of many parents. */
async function pagesOf<Row, Key extends string | number, Filter>(
  { read, rowsOf, keyOf }: Paged<Row, Key, Filter>,
  keys: readonly PageOf<Filter>[],
  countsBy: (filter: Filter | null) => DataLoader<string, number>,
): Promise<Pages<Row>> {
  const [{ first, after, filter = null } = {}] = keys;
  const page = read({ first: first ?? null, after: after ?? null });
  const rows = new Map<string, Row[]>(keys.map(({ parent }) => [parent, []]));
  for (const { parent, row } of await rowsOf([...rows.keys()], page, filter)) rows.get(parent)?.push(row);
  return new Map(
    [...rows].map(([parent, own]) => [parent, connection(own, page, keyOf, () => countsBy(filter).load(parent))]),
  );
}

async function countsOf<Row, Key extends string | number, Filter>(
  paged: Paged<Row, Key, Filter>,
  parents: readonly string[],
  filter: Filter | null,
): Promise<number[]> {
  const counts = new Map((await paged.countsOf(parents, filter)).map(({ parent, count }) => [parent, count]));
  return parents.map((parent) => counts.get(parent) ?? 0);
}
