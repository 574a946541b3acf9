import canonicalize from 'canonicalize';

/** What the protocol puts into canonical JSON. */
export type JsonValue =
  | string
  | number
  | null
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue | undefined };

// The package is CommonJS but its typings declare an ES default export: the import is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string;

/** RFC 8785 canonical JSON (§ Notation): members by UTF-16 code units, no white space. Absent (`undefined`) members are left out. */
export function canonicalJson(value: JsonValue): string {
  return serialize(value);
}
