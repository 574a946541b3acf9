import { refuse } from '../DrawError.js';
import type { LeafEvidence } from '../Freeze.js';
import { type Members, readBoolean, readEach, readHex, readMembers, readText, readWhole } from '../jsonReader.js';
import { rankOf } from '../Ranks.js';
import { ELIGIBLE } from '../Roster.js';
import { subjectKey } from '../SubjectKeys.js';
import type { QuotaRow } from '../select.js';
import { compareBytewise } from '../text.js';
import { checkAscending } from './checkAscending.js';
import { QUOTA_MEMBERS, readQuotaRow } from './readQuotaRow.js';
import { readSealed, type Seal, sealed } from './sealedRecord.js';

/** An entry of the subject and that it is in the roster. Its leaf also holds the record's subject and district. */
export interface ProvenLeaf {
  readonly leg: string;
  readonly stratum: string;
  readonly standing: string;
  /** The leaf's place in the tree, from 0. */
  readonly index: number;
  /** RFC 9162 inclusion proof, lowest sibling first, in hex. */
  readonly proof: readonly string[];
}

/** How a stratum of the subject was drawn, and whether it was. */
export interface SubjectsStratum extends QuotaRow {
  /** The `u` of the last selected, in hex; null where nobody was. */
  readonly lastSelected: string | null;
  readonly drawn: boolean;
}

/** What a subject may learn about itself (§6). Hashes, key and `u` in hex. */
export interface SubjectsDraw {
  readonly drawId: string;
  readonly rosterRoot: string;
  /** The number of leaves. */
  readonly leafCount: number;
  readonly seed: string;
  readonly subject: string;
  readonly district: string;
  readonly key: string;
  readonly u: string;
  /** In leaf order. */
  readonly leaves: readonly ProvenLeaf[];
  /** One for each leaf, in the same order. */
  readonly strata: readonly SubjectsStratum[];
}

/** A subject's own record (§6): `onevisit/subject-record`, version 1. For that subject alone, after its window. */
export interface SubjectRecord extends SubjectsDraw, Seal<'subject'> {}

/** What a subject's record is made from. */
export interface SubjectSources {
  readonly drawId: string;
  readonly rosterKey: string;
  readonly rosterRoot: string;
  readonly leafCount: number;
  readonly seed: string;
  /** Of a freeze that watched the subject, perhaps among others. */
  readonly evidence: readonly LeafEvidence[];
  readonly quotas: readonly QuotaRow[];
  /** One for each quota row: cutOffsOf. */
  readonly cutOffs: readonly (string | null)[];
}

const MEMBERS = ['drawId', 'rosterRoot', 'leafCount', 'seed', 'subject', 'district', 'key', 'u', 'leaves', 'strata'];

/** A subject's own record. @throws SUBJECT_NOT_IN_ROSTER where the evidence has no entry of it */
export function subjectRecord(sources: SubjectSources, subject: string): SubjectRecord {
  const { drawId, rosterKey, rosterRoot, leafCount, seed } = sources;
  const evidence = sources.evidence.filter(({ entry }) => entry.subject === subject);
  const [first] = evidence;
  if (first === undefined) return refuse('SUBJECT_NOT_IN_ROSTER', 'evidence', subject);
  const key = subjectKey(rosterKey, subject);
  const u = rankOf(seed, key, subject);
  return sealed('subject', {
    drawId,
    rosterRoot,
    leafCount,
    seed,
    subject,
    district: first.entry.district,
    key,
    u,
    leaves: evidence.map(({ entry: { leg, stratum, standing }, index, proof }) => ({
      leg,
      stratum,
      standing,
      index,
      proof,
    })),
    strata: evidence.map((leaf) => stratumOf(sources, leaf, u)),
  });
}

function stratumOf({ quotas, cutOffs }: SubjectSources, { entry }: LeafEvidence, u: string): SubjectsStratum {
  const index = quotas.findIndex(({ leg, stratum }) => leg === entry.leg && stratum === entry.stratum);
  const row = quotas[index];
  if (row === undefined) return refuse('SUBJECT_NOT_IN_ROSTER', 'quotas', entry.subject);
  const lastSelected = cutOffs[index] ?? null;
  return { ...row, lastSelected, drawn: isDrawn(entry.standing, u, lastSelected) };
}

/** Whether an entry is among the selected of its stratum (§3): hex texts of one length compare as their bytes do. */
export function isDrawn(standing: string, u: string, lastSelected: string | null): boolean {
  return standing === ELIGIBLE && lastSelected !== null && u <= lastSelected;
}

/** Reads a subject's record from JSON: form and order, without recomputing. @throws DrawError with the place of what is wrong */
export function parseSubjectRecord(value: unknown): SubjectRecord {
  const { members, seal } = readSealed(value, 'subject', MEMBERS);
  const hash = (name: 'rosterRoot' | 'seed' | 'key' | 'u') => readHex(members[name], name, 'HASH_FORM');
  return {
    ...seal,
    drawId: readText(members.drawId, 'drawId'),
    rosterRoot: hash('rosterRoot'),
    leafCount: readWhole(members.leafCount, 'leafCount', 1, 'NUMBER_INVALID'),
    seed: hash('seed'),
    subject: readText(members.subject, 'subject'),
    district: readText(members.district, 'district'),
    key: hash('key'),
    u: hash('u'),
    ...readLeavesAndStrata(members),
  };
}

function readLeavesAndStrata(members: Members): Pick<SubjectsDraw, 'leaves' | 'strata'> {
  const leaves = readEach(members.leaves, 'leaves', readLeaf);
  if (leaves.length === 0) refuse('NUMBER_INVALID', 'leaves', 0);
  checkAscending(
    leaves,
    'leaves',
    (a, b) => compareBytewise(a.leg, b.leg),
    ({ leg }) => leg,
  );
  const strata = readEach(members.strata, 'strata', readStratum);
  if (strata.length !== leaves.length) {
    refuse('RECORD_DIFFERS', 'strata', strata.length, { expected: leaves.length, against: ['leaves'] });
  }
  return { leaves, strata };
}

function readLeaf(value: unknown, place: string): ProvenLeaf {
  const members = readMembers(value, place, ['leg', 'stratum', 'standing', 'index', 'proof']);
  return {
    leg: readText(members.leg, `${place}.leg`),
    stratum: readText(members.stratum, `${place}.stratum`),
    standing: readText(members.standing, `${place}.standing`),
    index: readWhole(members.index, `${place}.index`, 0, 'NUMBER_INVALID'),
    proof: readEach(members.proof, `${place}.proof`, (hash, at) => readHex(hash, at, 'HASH_FORM')),
  };
}

function readStratum(value: unknown, place: string): SubjectsStratum {
  const members = readMembers(value, place, [...QUOTA_MEMBERS, 'lastSelected', 'drawn']);
  const last = members.lastSelected;
  return {
    ...readQuotaRow(members, place),
    lastSelected: last === null ? null : readHex(last, `${place}.lastSelected`, 'HASH_FORM'),
    drawn: readBoolean(members.drawn, `${place}.drawn`),
  };
}
