import { ELIGIBLE } from '@onevisit/draw';

const TAB = 0x09;
const LINE_END = 0x0a;

/** How the line of an entry ends that can be drawn: its last field is its standing. */
const ENDING = Buffer.from(`\t${ELIGIBLE}`);

/**
 * Goes through those lines of a roster page that end with the standing of the eligible.
 * @param page subject, stratum, district and standing, joined by tabs, a line an entry, in UTF-8
 * @param visit called with where the line begins, where its subject ends, and where it ends
 */
export function eachEligible(page: Buffer, visit: (start: number, subjectEnd: number, end: number) => void): void {
  for (let start = 0; start < page.length; ) {
    const found = page.indexOf(LINE_END, start);
    const end = found < 0 ? page.length : found;
    if (endsEligible(page, start, end)) visit(start, page.indexOf(TAB, start), end);
    start = end + 1;
  }
}

function endsEligible(page: Buffer, start: number, end: number): boolean {
  const from = end - ENDING.length;
  if (from < start) return false;
  for (let at = 0; at < ENDING.length; at += 1) {
    if (page[from + at] !== ENDING[at]) return false;
  }
  return true;
}
