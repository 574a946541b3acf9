import { canonicalJson } from './canonicalJson.js';
import type { Inspector } from './inspectors.js';
import type { RosterEntry } from './Roster.js';
import { inspectorKey } from './SubjectKeys.js';
import { Message } from './sha256.js';
import { compareBytewise, sortedBytewise, US } from './text.js';

const message = new Message();

/** The leaf of a roster entry (§1): raw bytes. @param key the subject's raw key @param line the entry's rosterLine */
export function rosterLeaf(key: Uint8Array, line: string): Uint8Array {
  return message.truncate(0).byte(0).raw(key).text(line).sha256();
}

/** The leaf of an inspector (§1): raw bytes. @param rosterKey hex */
export function inspectorLeaf(rosterKey: string, inspector: Inspector): Uint8Array {
  const { capacity, district } = inspector;
  const { recusals, specialties } = withSortedLists(inspector);
  const described = canonicalJson({ capacity, district, recusals, specialties });
  const line = [`crew/${inspector.department}`, inspector.id, described].join(US);
  return message.truncate(0).byte(0).raw(inspectorKey(rosterKey, inspector)).text(line).sha256();
}

/** The inspector with both lists bytewise, as hashed and as recorded (§1, §6). */
export function withSortedLists(inspector: Inspector): Inspector {
  const { specialties, recusals } = inspector;
  return { ...inspector, specialties: sortedBytewise(specialties), recusals: sortedBytewise(recusals) };
}

/** Orders roster entries as their leaves stand in the tree: bytewise by leg, then subject (§1). */
export function compareEntries(a: RosterEntry, b: RosterEntry): number {
  return (a.leg === b.leg ? 0 : compareBytewise(a.leg, b.leg)) || compareBytewise(a.subject, b.subject);
}

/** Orders inspectors as their leaves stand in the tree: bytewise by "crew/" and department, then id (§1). */
export function compareInspectors(a: Inspector, b: Inspector): number {
  return compareBytewise(a.department, b.department) || compareBytewise(a.id, b.id);
}
