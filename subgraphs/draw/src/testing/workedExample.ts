import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { commitment } from '../commitments.js';
import type { DrawInput } from '../drawInput.js';
import { inspectorLeaf, rosterLeaf } from '../leaves.js';
import { nodeHash } from '../MerkleBuilder.js';
import { rankOf } from '../Ranks.js';
import { rosterLine } from '../Roster.js';
import { auditorsRecord } from '../records/auditorsRecord.js';
import { publicRecord } from '../records/publicRecord.js';
import { recordHash } from '../records/recordHash.js';
import { subjectRecord } from '../records/subjectRecord.js';
import { drawFrozen, freezeRoster, runDraw } from '../runDraw.js';
import { fmix32, leadingWord, visitLot } from '../Staff.js';
import { inspectorKey, subjectKey } from '../SubjectKeys.js';
import { fromHex, hashFields, toHex } from '../sha256.js';
import { US } from '../text.js';
import { entry, inspector, leg } from './samples.js';

const drawId = 'example-1';
const nonces = { 'fire-rescue': '22'.repeat(32), health: '33'.repeat(32) };

/** The draw that VERIFYING.md goes through. */
export const exampleInput: DrawInput = {
  drawId,
  rosterKey: '11'.repeat(32),
  terms: {
    legs: [
      leg('fire-rescue/1', {
        items: ['XF-003'],
        window: ['2026-03-01', '2026-04-30'],
        quota: { strata: { '*': { percent: '50' } } },
        crew: { size: 1, specialties: ['消防'], district: 'ANY' },
      }),
      leg('health/1', { items: ['WS-001'], window: ['2026-04-01', '2026-05-31'] }),
    ],
    minOverlap: 14,
    publicSource: '',
  },
  commitments: {
    'fire-rescue': commitment(drawId, 'fire-rescue', nonces['fire-rescue']),
    health: commitment(drawId, 'health', nonces.health),
  },
  nonces: { 'fire-rescue': nonces['fire-rescue'] },
  publicEntropy: '',
  roster: [
    entry('fire-rescue/1', '甲'),
    entry('fire-rescue/1', 'S2'),
    entry('fire-rescue/1', 'S3', { standing: 'CAP_REACHED' }),
    entry('health/1', '甲'),
    entry('health/1', 'S2'),
  ],
  inspectors: [
    inspector('fire-rescue', 'f1', { specialties: ['消防'], capacity: 2 }),
    inspector('fire-rescue', 'f2', { specialties: ['消防', '电气'], recusals: ['S3'], capacity: 2 }),
    inspector('health', 'h1'),
  ],
};

/** The worked example of VERIFYING.md in Markdown: every value computed by this package. */
export function workedExample(): string {
  return [...inputPart(), ...treePart(), ...seedPart(), ...drawPart(), ...recordPart()].join('\n');
}

const record = auditorsRecord(exampleInput, runDraw(exampleInput));
const { rosterKey, seed } = record;
const subjects = [...new Set(record.roster.map(({ subject }) => subject))];

/** As it stands in the page: the separator made visible. */
function shown(text: string): string {
  return text.replaceAll(US, '␟');
}

function block(...lines: readonly string[]): readonly string[] {
  return ['```', ...lines, '```', ''];
}

function inputPart(): readonly string[] {
  const { terms, commitments, roster, inspectors } = exampleInput;
  const input = {
    drawId,
    rosterKey,
    terms,
    commitments,
    nonces: exampleInput.nonces,
    publicEntropy: '',
    roster,
    inspectors,
  };
  return [
    'The input; `health` did not reveal (its nonce was 32 bytes `33`):',
    '',
    '```',
    canonicalJson(input as unknown as JsonValue),
    '```',
    '',
  ];
}

interface Leaf {
  readonly line: string;
  readonly hash: Uint8Array;
}

function leavesInOrder(): readonly Leaf[] {
  const people = record.inspectors.map((person): Leaf => {
    const { capacity, district, recusals, specialties } = person;
    const described = canonicalJson({ capacity, district, recusals, specialties });
    return {
      line: [`crew/${person.department}`, person.id, described].join(US),
      hash: inspectorLeaf(rosterKey, person),
    };
  });
  const entries = record.roster.map((one): Leaf => {
    const line = rosterLine(one);
    return { line, hash: rosterLeaf(fromHex(subjectKey(rosterKey, one.subject)), line) };
  });
  // "crew/…" comes before "fire-rescue/1" and "health/1".
  return [...people, ...entries];
}

function treePart(): readonly string[] {
  const leaves = leavesInOrder();
  const [a, b, c, d, e, f, g, h] = leaves.map(({ hash }) => hash) as [Uint8Array, Uint8Array, ...Uint8Array[]];
  const node = (left: Uint8Array | undefined, right: Uint8Array | undefined) =>
    nodeHash(left ?? new Uint8Array(), right ?? new Uint8Array());
  const [ab, cd, ef, gh] = [node(a, b), node(c, d), node(e, f), node(g, h)];
  const [abcd, efgh] = [node(ab, cd), node(ef, gh)];
  return [
    'Keys:',
    '',
    ...block(
      ...subjects.map((subject) => `key(${subject}) = ${subjectKey(rosterKey, subject)}`),
      ...record.inspectors.map((person) => `key(${person.id}) = ${toHex(inspectorKey(rosterKey, person))}`),
    ),
    `The ${leaves.length} leaves in their order, what each hashes after 0x00 and its key (␟ is 0x1F), and its hash:`,
    '',
    ...block(...leaves.flatMap(({ line, hash }, index) => [`${index}  ${shown(line)}`, `   ${toHex(hash)}`])),
    'The tree over them:',
    '',
    ...block(
      ...Object.entries({ '0–1': ab, '2–3': cd, '4–5': ef, '6–7': gh, '0–3': abcd, '4–7': efgh }).map(
        ([name, hash]) => `${name}  ${toHex(hash)}`,
      ),
      `rosterRoot = ${toHex(node(abcd, efgh))}`,
    ),
  ];
}

function seedPart(): readonly string[] {
  const fields = ['onevisit/1/seed', drawId, record.rosterRoot, record.termsHash, record.commitmentsHash];
  const reveals = ['fire-rescue', nonces['fire-rescue'], 'health', 'WITHHELD', ''];
  return [
    'Terms, commitments and the seed:',
    '',
    ...block(
      `termsHash       = ${record.termsHash}`,
      ...Object.entries(record.commitments).map(([department, value]) => `${`c(${department})`.padEnd(15)} = ${value}`),
      `commitmentsHash = ${record.commitmentsHash}`,
      '',
      `seed = SHA-256 of ${shown([...fields, ...reveals].join(US))}`,
      `     = ${hashFields(...fields, ...reveals)}`,
    ),
  ];
}

function drawPart(): readonly string[] {
  const ranks = subjects.map((subject) => `u(${subject}) = ${rankOf(seed, subjectKey(rosterKey, subject), subject)}`);
  const quotas = record.quotas.map((row) => canonicalJson(row as unknown as JsonValue));
  return [
    'Random numbers and quotas. 50 % of three is 1.5, so two of `fire-rescue/1` are drawn among the two who are eligible; one of `health/1`:',
    '',
    ...block(...ranks, ...quotas),
    'The windows share 2026-04-01 to 2026-04-30, more than 14 days: who is drawn by both legs gets one visit. `p` of each inspector, `w` of each visit, and `mix`:',
    '',
    ...block(...lots(), '', ...record.visits.map((visit) => canonicalJson(visit as unknown as JsonValue))),
  ];
}

function lots(): readonly string[] {
  const hex = (word: number) => word.toString(16).padStart(8, '0');
  const people = record.inspectors.map((person) => {
    const key = toHex(inspectorKey(rosterKey, person));
    return { id: person.id, lot: leadingWord(fromHex(hashFields(seed, key, person.id))) };
  });
  const visits = record.visits.map(({ key }) => ({ key, lot: visitLot(seed, key) }));
  return [
    ...people.map(({ id, lot }) => `p(${id}) = ${hex(lot)}`),
    ...visits.map(({ key, lot }) => `w(${key}) = ${hex(lot)}`),
    ...visits.flatMap((visit) =>
      people.map(({ id, lot }) => `mix(${id}, ${visit.key}) = ${hex(fmix32(lot ^ visit.lot))}`),
    ),
  ];
}

function recordPart(): readonly string[] {
  const hash = recordHash(record);
  const subject = '甲';
  const frozen = freezeRoster(record, [subject]);
  const { cutOffs } = drawFrozen(record, frozen, seed);
  const draw = { ...record, visitCount: record.visits.length, recordHash: hash };
  const own = subjectRecord({ ...record, leafCount: frozen.leaves, evidence: frozen.evidence, cutOffs }, subject);
  return [
    `The auditor's record of this draw has the hash \`${hash}\`. Its public record, before visits are disclosed, and the record of subject ${subject}:`,
    '',
    '```',
    canonicalJson(publicRecord(draw) as unknown as JsonValue),
    '```',
    '',
    '```',
    canonicalJson(own as unknown as JsonValue),
    '```',
    '',
  ];
}
