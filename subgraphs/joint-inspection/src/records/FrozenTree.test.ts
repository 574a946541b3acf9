import {
  chunkRootsOf,
  compareBytewise,
  fromHex,
  type Inspector,
  inspectorLeaf,
  type RosterEntry,
  rosterLeaf,
  rosterLine,
  subjectKey,
  type Terms,
  toHex,
  verifyInclusion,
} from '@onevisit/draw';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditor, JointCity } from '../jointCity.fixture.js';
import { drawn, fillPools, inspectorOf, subjectOf } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';
import { FrozenTree } from './FrozenTree.js';

let city: JointCity;
let id: string;
let record: Recorded;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
  for (const code of ['fire-rescue', 'health']) city.double(code).pageLines = 9;
  city.double('health').inspectors = [30, 7, 1, 2, 21, 3, 11, 4, 12, 5, 6].map((code) => inspectorOf(String(code)));
  id = (await drawn(city)).drawId;
  record = JSON.parse(await wholeRecord(city, auditor, id, 'AUDITORS'));
});
afterAll(() => city.close());

interface Recorded {
  readonly rosterKey: string;
  readonly rosterRoot: string;
  readonly terms: Terms;
  readonly roster: readonly RosterEntry[];
  readonly inspectors: readonly Inspector[];
}

/** All leaves of a record in order, by the definition of the protocol. */
function leavesOf({ rosterKey, roster, inspectors }: Recorded): readonly Uint8Array[] {
  const people = inspectors.map((person) => ({
    fields: [`crew/${person.department}`, person.id],
    leaf: inspectorLeaf(rosterKey, person),
  }));
  const entries = roster.map((entry) => ({
    fields: [entry.leg, entry.subject],
    leaf: rosterLeaf(fromHex(subjectKey(rosterKey, entry.subject)), rosterLine(entry)),
  }));
  return [...people, ...entries]
    .sort((a, b) => compareBytewise(a.fields.join('\u001f'), b.fields.join('\u001f')))
    .map(({ leaf }) => leaf);
}

it('is kept as the roots of its chunks', async () => {
  const { chunkRoots } = await city.database.draw.findUniqueOrThrow({ where: { id } });
  expect(toHex(chunkRoots ?? new Uint8Array())).toBe(toHex(Buffer.concat(chunkRootsOf(leavesOf(record)))));
});

it.each([8, 16, 256])('proves every entry from one chunk of %i leaves, whatever its pages are', async (chunk) => {
  const leaves = leavesOf(record);
  const { terms, rosterKey, rosterRoot } = record;
  const chunkRoots = Buffer.concat(chunkRootsOf(leaves, chunk));
  const draw = { id, terms, rosterKey, rosterRoot, leafCount: leaves.length, chunkRoots };
  const tree = await FrozenTree.of(city.database, draw, chunk);
  let proven = 0;
  for (let number = 0; number < 60; number += 1) {
    for (const { entry, index, proof } of await tree.prove(await tree.entriesOf(subjectOf(number)))) {
      expect(record.roster).toContainEqual(entry);
      const leaf = leaves[index] ?? new Uint8Array();
      expect(verifyInclusion(leaf, index, leaves.length, proof.map(fromHex), fromHex(rosterRoot))).toBe(true);
      proven += 1;
    }
  }
  expect(proven).toBe(record.roster.length);
});
