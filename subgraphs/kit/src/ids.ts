import { kitError } from './errors.js';

/** A global id: `<owner>:<kind>:<code>`. The owner is a subgraph's code; the code may hold further colons. */
export type GlobalId<Kind extends string = string> = string & { readonly __kind: Kind };

/** Kinds of things a department owns. */
export type DepartmentKind = 'item' | 'pool' | 'inspector' | 'task';

/** Makes a global id. */
export function globalId<Kind extends string>(owner: string, kind: Kind, code: string): GlobalId<Kind> {
  return `${owner}:${kind}:${code}` as GlobalId<Kind>;
}

/** The three parts of a global id, or null where the text is none. */
export function parseGlobalId(
  id: string,
): { readonly owner: string; readonly kind: string; readonly code: string } | null {
  const match = /^([a-z]+(?:-[a-z]+)*):([a-z]+):(.+)$/su.exec(id);
  const [, owner, kind, code] = match ?? [];
  return owner === undefined || kind === undefined || code === undefined ? null : { owner, kind, code };
}

/**
 * The code in an id of the given owner and kind.
 * @throws OV_KIT_BAD_ID where it is the id of something else
 */
export function codeOfId(id: string, owner: string, kind: string): string {
  const parts = parseGlobalId(id);
  if (parts === null || parts.owner !== owner || parts.kind !== kind) {
    throw kitError('OV_KIT_BAD_ID', { id, expected: `${owner}:${kind}:…` });
  }
  return parts.code;
}
