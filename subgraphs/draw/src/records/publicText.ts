import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { type PublishedDraw, publicRecord } from './publicRecord.js';

/** The text of a public record with disclosed visits, around its hash and around its visits. */
export interface PublicFrame {
  readonly beforeHash: string;
  /** Begins the next member; the member `hash` and a comma stand before it. */
  readonly betweenHashAndVisits: string;
  readonly afterVisits: string;
}

/**
 * The canonical text of a public record without its hash and visits, for whoever has tens of thousands of visits and
 * does not hold them. What is hashed is `beforeHash`, `betweenHashAndVisits`, visitsText of the disclosed visits bytewise
 * by key, `afterVisits`; the record has hashMember of that hash after `beforeHash`.
 */
export function publicFrame(draw: Omit<PublishedDraw, 'commitmentsHash' | 'visits'>): PublicFrame {
  const { hash: _, ...rest } = publicRecord(draw);
  const members = Object.entries(rest);
  const text = (some: typeof members) => canonicalJson(Object.fromEntries(some) as unknown as JsonValue).slice(1, -1);
  // Canonical JSON has members in this order, and `visits` is the last.
  const before = text(members.filter(([name]) => name < 'hash'));
  const between = text(members.filter(([name]) => name > 'hash'));
  return { beforeHash: `{${before},`, betweenHashAndVisits: `${between},"visits":[`, afterVisits: ']}' };
}

/** The member `hash` of a record, with the comma after it. @param hash hex */
export function hashMember(hash: string): string {
  return `"hash":${JSON.stringify(hash)},`;
}
