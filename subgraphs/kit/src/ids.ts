/** A global id: `<owner>:<kind>:<code>`. The owner is a subgraph's code; the code may hold further colons. */
export type GlobalId<Kind extends string = string> = string & { readonly __kind: Kind };

/** Makes a global id. */
export function globalId<Kind extends string>(owner: string, kind: Kind, code: string): GlobalId<Kind> {
  return `${owner}:${kind}:${code}` as GlobalId<Kind>;
}

/** The three parts of a global id, or null where the text is none. */
export function parseGlobalId(
  id: string,
): { readonly owner: string; readonly kind: string; readonly code: string } | null {
  const match = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*):([a-z]+):(.+)$/su.exec(id);
  const [, owner, kind, code] = match ?? [];
  return owner === undefined || kind === undefined || code === undefined ? null : { owner, kind, code };
}
