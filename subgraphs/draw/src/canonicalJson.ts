import canonicalize from 'canonicalize';

/** What the protocol puts into canonical JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue | undefined };

/**
 * RFC 8785 canonical JSON (§ Notation): members by UTF-16 code units, no white space. Absent (`undefined`) members are left out.
 * @throws Error for a lone surrogate, NaN or an infinity, which I-JSON does not have
 */
export function canonicalJson(value: JsonValue): string {
  // Undefined is returned for undefined only.
  return canonicalize(value) ?? 'null';
}
