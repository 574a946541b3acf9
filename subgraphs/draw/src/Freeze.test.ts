import { describe, expect, it } from 'vitest';
import { DrawError } from './DrawError.js';
import { Freeze } from './Freeze.js';
import { compareEntries, inspectorLeaf, rosterLeaf } from './leaves.js';
import { merkleRoot, verifyInclusion } from './MerkleBuilder.js';
import { rosterLine } from './Roster.js';
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
    const freeze = new Freeze(terms, people, rosterKey);
    for (const one of entries) freeze.add(one);
    const leafOf = (index: number) => {
      const one = entries[index] ?? entry('', '');
      return rosterLeaf(fromHex(subjectKey(rosterKey, one.subject)), rosterLine(one));
    };
    const personLeaf = (index: number) => inspectorLeaf(rosterKey, people[index] ?? inspector('', ''));
    const leaves = [leafOf(0), personLeaf(2), personLeaf(1), personLeaf(0), leafOf(1), leafOf(2), leafOf(3)];
    expect(freeze.finish()).toMatchObject({ leaves: 7, rosterRoot: toHex(merkleRoot(leaves)) });
  });

  it.each([
    ['the same subject again', 'd/1', 's2', 'OV_DRAW_SUBJECT_TWICE_IN_LEG'],
    ['an earlier subject', 'd/1', 's1', 'OV_DRAW_LEAF_ORDER'],
    ['an earlier leg', 'a/1', 's9', 'OV_DRAW_LEAF_ORDER'],
    ['a leg that does not exist', 'd/3', 's9', 'OV_DRAW_ENTRY_LEG_UNKNOWN'],
  ])('refuses %s', (_, of, subject, code) => {
    const freeze = new Freeze(terms, [], rosterKey);
    freeze.add(entry('d/1', 's2'));
    expect(() => freeze.add(entry(of, subject))).toThrow(expect.objectContaining({ code }));
    expect(() => freeze.add(entry(of, subject))).toThrow(DrawError);
  });

  it('proves to a subject that its entries are in the roster', () => {
    const { input, expected } = smallVector();
    const subject = expected.visits[0]?.subject ?? '';
    const freeze = new Freeze(input.terms, input.inspectors, input.rosterKey, [subject]);
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
