import { refuse } from '../DrawError.js';
import { rosterLeaf } from '../leaves.js';
import { verifyInclusion } from '../MerkleBuilder.js';
import { rankOf } from '../Ranks.js';
import { ELIGIBLE, rosterLine } from '../Roster.js';
import { checkSeal } from '../records/sealedRecord.js';
import {
  isDrawn,
  type ProvenLeaf,
  parseSubjectRecord,
  type SubjectRecord,
  type SubjectsStratum,
} from '../records/subjectRecord.js';
import { fromHex } from '../sha256.js';
import { checkSame } from './checkSame.js';
import type { Pass } from './checks.js';

/**
 * Verifies a subject's record: that its entries are under the root with these standings, that its `u` follows from the
 * seed, and that it was drawn or not as standing and cut-off say. @throws DrawError for the first difference
 */
export function verifySubject(value: unknown, pass: Pass): SubjectRecord {
  const record = parseSubjectRecord(value);
  pass('FORM');
  for (const [index, leaf] of record.leaves.entries()) checkLeaf(record, leaf, `leaves[${index}]`);
  pass('LEAVES');
  checkSame(record.u, rankOf(record.seed, record.key, record.subject), 'u', ['seed', 'key', 'subject']);
  pass('RANK');
  for (const [index, leaf] of record.leaves.entries()) {
    checkStratum(record, leaf, record.strata[index] as SubjectsStratum, index);
  }
  pass('CUT_OFFS');
  checkSeal(record);
  pass('HASH');
  return record;
}

function checkLeaf(record: SubjectRecord, leaf: ProvenLeaf, place: string): void {
  const { subject, district, leafCount } = record;
  const hash = rosterLeaf(fromHex(record.key), rosterLine({ ...leaf, subject, district }));
  const root = fromHex(record.rosterRoot);
  if (!verifyInclusion(hash, leaf.index, leafCount, leaf.proof.map(fromHex), root)) {
    refuse('RECORD_PROOF', place, undefined, { against: ['rosterRoot', 'leafCount', 'key', 'subject', 'district'] });
  }
}

function checkStratum(record: SubjectRecord, leaf: ProvenLeaf, row: SubjectsStratum, index: number): void {
  const place = `strata[${index}]`;
  const leafPlace = `leaves[${index}]`;
  checkSame(row.leg, leaf.leg, `${place}.leg`, [leafPlace]);
  checkSame(row.stratum, leaf.stratum, `${place}.stratum`, [leafPlace]);
  const { lastSelected, selected, eligible } = row;
  if ((lastSelected === null) !== (selected === 0)) {
    refuse('RECORD_CONTRADICTION', `${place}.lastSelected`, lastSelected, { against: [`${place}.selected`] });
  }
  const expected = isDrawn(leaf.standing, record.u, lastSelected);
  checkSame(row.drawn, expected, `${place}.drawn`, [`${place}.lastSelected`, `${leafPlace}.standing`, 'u']);
  if (!expected && leaf.standing === ELIGIBLE && selected === eligible) {
    refuse('RECORD_CONTRADICTION', `${place}.drawn`, row.drawn, {
      against: [`${place}.selected`, `${place}.eligible`],
    });
  }
}
