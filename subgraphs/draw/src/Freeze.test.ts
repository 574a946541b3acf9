import { describe, expect, it } from 'vitest';
import { DrawError } from './DrawError.js';
import { Freeze } from './Freeze.js';
import { compareEntries, inspectorLeaf, rosterLeaf } from './leaves.js';
import { merkleRoot, verifyInclusion } from './MerkleBuilder.js';
import { type RosterEntry, rosterLine } from './Roster.js';
import { subjectKey } from './SubjectKeys.js';
import { fromHex, toHex } from './sha256.js';
import { entry, inspector, leg } from './testing/samples.js';
import { smallVector } from './testing/vectors.js';

const rosterKey = 'ab'.repeat(32);
const terms = { legs: [leg('a/1'), leg('d/1'), leg('d/2')], minOverlap: 1, publicSource: '' };

describe('Freeze', () => {
  it('puts the leaves of inspectors between those of the legs', () => {
    const entries = [entry('a/1', 's1'), entry('d/1', 's1'), entry('d/1', '（'), entry('d/1', '𠮷')];
    const people = [inspector('（', 'i1'), inspector('a', 'i3'), inspector('a', 'i2', { recusals: ['b', 'a'] })];
    const freeze = new Freeze(terms, rosterKey);
    freeze.addInspectors(people);
    for (const one of entries) freeze.add(one);
    const leafOf = (index: number) => {
      const one = entries[index] ?? entry('', '');
      return rosterLeaf(fromHex(subjectKey(rosterKey, one.subject)), rosterLine(one));
    };
    const personLeaf = (index: number) => inspectorLeaf(rosterKey, people[index] ?? inspector('', ''));
    const leaves = [leafOf(0), personLeaf(2), personLeaf(1), personLeaf(0), leafOf(1), leafOf(2), leafOf(3)];
    expect(freeze.finish()).toMatchObject({ leaves: 7, rosterRoot: toHex(merkleRoot(leaves)) });
  });

  it('comes to the same by pages, legs in any order', () => {
    const entries = [entry('a/1', 's1'), entry('a/1', '𠮷', { stratum: '' }), entry('d/1', 's1'), entry('d/1', '（')];
    const [byEntries, byPages] = [new Freeze(terms, rosterKey), new Freeze(terms, rosterKey)];
    for (const one of entries) byEntries.add(one);
    const pageOf = (...lines: RosterEntry[]) =>
      new TextEncoder().encode(
        lines.map((one) => [one.subject, one.stratum, one.district, one.standing].join('\t')).join('\n'),
      );
    const [first = entry('', ''), second = first, third = first, fourth = first] = entries;
    byPages.addPage('d/1', pageOf(third, fourth), 'page 1');
    byPages.addPage('a/1', pageOf(first), 'page 1');
    byPages.addPage('a/1', pageOf(second), 'page 2');
    byPages.addPage('a/1', new Uint8Array(), 'page 3');
    const [one, other] = [byEntries.finish(), byPages.finish()];
    expect(other.rosterRoot).toBe(one.rosterRoot);
    expect(other.roster.cells().map((cell) => cell.standings)).toEqual(
      one.roster.cells().map((cell) => cell.standings),
    );
  });

  it.each([
    ['a line of too few fields', 's1\tA\t1', 'OV_DRAW_ROSTER_LINE_FORM'],
    ['a line of one field', 's1', 'OV_DRAW_ROSTER_LINE_FORM'],
    ['an empty line', 's1\tA\t1\tELIGIBLE\n', undefined],
    ['an empty line between', '\ns1\tA\t1\tELIGIBLE', 'OV_DRAW_ROSTER_LINE_FORM'],
    ['a line with a separator of its own', 's1\tA\x1f1\tELIGIBLE', 'OV_DRAW_ROSTER_LINE_FORM'],
    ['a subject out of order', 's2\tA\t1\tELIGIBLE\ns1\tA\t1\tELIGIBLE', 'OV_DRAW_LEAF_ORDER'],
    ['a subject twice', 's2\tA\t1\tELIGIBLE\ns2\tA\t1\tELIGIBLE', 'OV_DRAW_SUBJECT_TWICE_IN_LEG'],
    ['text that is not NFC', 'e\u0301\tA\t1\tELIGIBLE', 'OV_DRAW_TEXT_NOT_NFC'],
  ])('takes or refuses %s in a page, with the line', (_, page, code) => {
    const freeze = new Freeze(terms, rosterKey);
    const add = () => freeze.addPage('d/1', new TextEncoder().encode(page), 'page 7');
    if (code === undefined) {
      add();
      expect(freeze.leaves).toBe(1);
    } else expect(add).toThrow(expect.objectContaining({ code, place: expect.stringMatching(/^page 7, line [12]/) }));
  });

  it.each([
    ['the same subject again', 'd/1', 's2', 'OV_DRAW_SUBJECT_TWICE_IN_LEG'],
    ['an earlier subject', 'd/1', 's1', 'OV_DRAW_LEAF_ORDER'],
    ['a leg that does not exist', 'd/3', 's9', 'OV_DRAW_ENTRY_LEG_UNKNOWN'],
  ])('refuses %s', (_, of, subject, code) => {
    const freeze = new Freeze(terms, rosterKey);
    freeze.add(entry('d/1', 's2'));
    expect(() => freeze.add(entry(of, subject))).toThrow(expect.objectContaining({ code }));
    expect(() => freeze.add(entry(of, subject))).toThrow(DrawError);
  });

  it('proves to a subject that its entries are in the roster', () => {
    const { input, expected } = smallVector();
    const subject = expected.visits[0]?.subject ?? '';
    const freeze = new Freeze(input.terms, input.rosterKey, [subject]);
    freeze.addInspectors(input.inspectors);
    for (const one of [...input.roster].sort(compareEntries)) freeze.add(one);
    const { rosterRoot, leaves, evidence } = freeze.finish();
    expect(rosterRoot).toBe(expected.rosterRoot);
    expect(evidence.map((leaf) => leaf.entry)).toEqual(
      input.roster.filter((one) => one.subject === subject).sort(compareEntries),
    );
    for (const { entry: one, index, proof } of evidence) {
      const leaf = rosterLeaf(fromHex(subjectKey(input.rosterKey, subject)), rosterLine(one));
      expect(verifyInclusion(leaf, index, leaves, proof.map(fromHex), fromHex(rosterRoot))).toBe(true);
    }
  });
});
