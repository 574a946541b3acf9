import { shippedPacks } from '@onevisit/rules';

let titles: ReadonlyMap<string, string> | undefined;

/** The title of a document that a shipped rule pack cites. */
export function documentTitle(id: string): string {
  titles ??= new Map(
    shippedPacks().flatMap(({ documents }) => documents.map((each) => [each.id, each.title] as const)),
  );
  const title = titles.get(id);
  if (title === undefined) throw new Error(`no rule pack that comes along has a document ${id}`);
  return title;
}
