import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RulePack } from './RulePack.js';

/** SHA-256, in hex, of a pack's canonical JSON (RFC 8785) without its hash. */
export function packHash({ hash: _, ...pack }: Omit<RulePack, 'hash'> & { readonly hash?: string }): string {
  return createHash('sha256')
    .update(canonicalize(pack) ?? '')
    .digest('hex');
}
