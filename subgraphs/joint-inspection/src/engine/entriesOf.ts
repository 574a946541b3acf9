import type { RosterEntry } from '@onevisit/draw';

/** The entries of a leg in the lines of a page of its roster, which were checked when they were frozen. */
export function entriesOf(leg: string, lines: string): readonly RosterEntry[] {
  if (lines === '') return [];
  return lines.split('\n').map((line) => {
    const [subject = '', stratum = '', district = '', standing = ''] = line.split('\t');
    return { leg, subject, stratum, district, standing };
  });
}
