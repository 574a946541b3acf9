import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { commitment } from '../commitments.js';
import { auditorsRecord } from '../records/auditorsRecord.js';
import { publicRecord } from '../records/publicRecord.js';
import { type SealedKind, sealed } from '../records/sealedRecord.js';
import { statementRecord } from '../records/statementRecord.js';
import { freezeRoster, runDraw } from '../runDraw.js';
import { statementOf } from '../statementOf.js';
import type { Path } from '../testing/changes.js';
import { entry, leg } from '../testing/samples.js';
import { type Records, recordsOf } from '../testing/smallDraws.js';
import { inChunks } from '../testing/texts.js';
import { smallVector } from '../testing/vectors.js';
import { verifyRecord, verifyRecordText } from './verifyRecord.js';

const { input } = smallVector();
const records = recordsOf(input);

/** A value to be put at the path; a function makes it of the one that stands there, undefined removes it. */
type Edit = readonly [path: Path, value: unknown];

/** A copy of the record with the edits made. */
function changed(kind: keyof Records, edits: readonly Edit[]): object {
  const copy: object = JSON.parse(JSON.stringify(records[kind]));
  for (const [path, value] of edits) {
    const parent = path.slice(0, -1).reduce((at: object, step) => Reflect.get(at, step), copy);
    const last = path.at(-1) ?? '';
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, typeof value === 'function' ? value(Reflect.get(parent, last)) : value);
  }
  return copy;
}

/** The same, with a hash that is right again, as a forger would do it. */
function forged(kind: SealedKind, edits: readonly Edit[]): object {
  return sealed(kind, changed(kind, [...edits, [['hash'], undefined]]));
}

const reversed = (list: readonly unknown[]) => list.toReversed();
const shortened = (list: readonly unknown[]) => list.slice(1);
const more = (number: number) => number + 1;
const zeros = '0'.repeat(64);

function differenceOf(value: unknown, others = {}) {
  const verification = verifyRecord(value, others);
  return verification.ok ? undefined : verification.difference;
}

describe("a difference in an auditor's record", () => {
  it.each<[place: string, edit: Edit, against?: string]>([
    [
      'visits[2].crew["market-regulation"][0].inspector',
      [['visits', 2, 'crew', 'market-regulation', 0, 'inspector'], 'i'],
    ],
    ['visits[1].window[0]', [['visits', 1, 'window', 0], '2026-01-01']],
    ['visits[0].key', [['visits'], reversed]],
    ['quotas[0].selected', [['quotas', 0, 'selected'], more]],
    ['termsHash', [['terms', 'legs', 0, 'crew', 'size'], more], 'terms'],
    ['rosterRoot', [['roster', 3, 'standing'], 'OTHER'], 'roster'],
    ['rosterRoot', [['inspectors', 0, 'capacity'], more], 'inspectors'],
    ['rosterRoot', [['rosterKey'], zeros], 'rosterKey'],
    ['nonces["fire-rescue"]', [['nonces', 'fire-rescue'], zeros], 'commitments["fire-rescue"]'],
    ['seed', [['nonces', 'fire-rescue'], undefined], 'nonces'],
    ['roster[1]', [['roster'], reversed], 'roster'],
    ['inspectors[1]', [['inspectors'], reversed], 'inspectors'],
    ['terms.legs[1]', [['terms', 'legs'], reversed], 'terms.legs'],
    ['record', [['comment'], 'x']],
    ['record', [['seed'], undefined]],
  ])('is named: %s', (place, edit, against) => {
    const difference = differenceOf(changed('auditors', [edit]));
    expect(difference?.place).toBe(place);
    if (against !== undefined) expect(difference?.against).toContain(against);
    expect(difference?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(difference?.en).toContain(place);
  });
});

const [stratum] = records.subject.strata;

describe('a forged record whose own hash is right', () => {
  it.each<[kind: SealedKind, place: string, edit: Edit]>([
    ['statement', 'termsHash', [['terms', 'publicSource'], 'another']],
    ['statement', 'inspectors', [['inspectors'], shortened]],
    ['public', 'nonces["fire-rescue"]', [['nonces', 'fire-rescue'], zeros]],
    ['public', 'seed', [['nonces', 'fire-rescue'], 'WITHHELD']],
    ['public', 'seed', [['publicEntropy'], 'another']],
    ['public', 'visits', [['visitCount'], 1]],
    ['public', 'visits[1]', [['visits'], reversed]],
    ['public', 'visits[0].key', [['visits', 0, 'subject'], 'another']],
    ['public', 'visits[0].crew.health', [['visits', 0, 'crew', 'health'], []]],
    ['subject', 'leaves[0]', [['leaves', 0, 'standing'], 'OTHER']],
    ['subject', 'leaves[0]', [['leafCount'], 1]],
    ['subject', 'u', [['seed'], zeros]],
    ['subject', 'strata[0].drawn', [['strata', 0, 'drawn'], (drawn: boolean) => !drawn]],
    ['subject', 'strata[0].eligible', [['strata', 0, 'eligible'], 1000]],
    ['amendments', 'amendments[0].kind', [['amendments', 0, 'kind'], 'stepIn']],
  ])('of the kind %s is found at %s', (kind, place, edit) => {
    expect(differenceOf(forged(kind, [edit]))?.place).toBe(place);
  });

  it.each<[kind: SealedKind, place: string, ...edits: Edit[]]>([
    ['statement', 'entries[0].entries', [['entries', 0, 'entries'], more]],
    ['statement', 'inspectors[0].recusals', [['inspectors', 0, 'recusals'], more]],
    ['public', 'recordHash', [['recordHash'], zeros]],
    ['public', 'visitCount', [['visitCount'], more]],
    ['public', 'visits[0].district', [['visits', 0, 'district'], 'another']],
    ['public', 'visits[0].window[1]', [['visits', 0, 'window', 1], '2027-01-01']],
    [
      'subject',
      'strata[0].quota',
      [['strata', 0, 'quota'], stratum?.population],
      [['strata', 0, 'selected'], stratum?.eligible],
      [['strata', 0, 'lastSelected'], 'f'.repeat(64)],
      [['strata', 0, 'drawn'], records.subject.leaves[0]?.standing === 'ELIGIBLE'],
    ],
    ['amendments', 'recordHash', [['recordHash'], zeros]],
    ['amendments', 'visits[0]', [['visits'], []]],
    ['amendments', 'amendments[0].changed[0]', [['amendments', 0, 'changed'], []]],
  ])('of the kind %s is found at %s by comparison', (kind, place, ...edits) => {
    const record = forged(kind, edits);
    expect(differenceOf(record)).toBeUndefined();
    const { statement, auditors } = records;
    expect(differenceOf(record, kind === 'statement' ? { auditors } : { statement, auditors })?.place).toBe(place);
  });
});

describe('verifyRecord', () => {
  it('names the other record where the difference is in that one, and refuses one of another kind', () => {
    const { auditors, statement } = records;
    const broken = changed('statement', [[['terms', 'minOverlap'], 'x']]);
    expect(differenceOf(auditors, { statement: broken })).toMatchObject({ place: 'statement.terms.minOverlap' });
    const miscounted = forged('statement', [[['entries', 0, 'entries'], more]]);
    expect(differenceOf(auditors, { statement: miscounted })).toMatchObject({
      place: 'statement.entries[0].entries',
      against: ['roster'],
    });
    expect(differenceOf(auditors, { statement: auditors })).toMatchObject({ code: 'OV_DRAW_RECORD_KIND_UNKNOWN' });
    expect(differenceOf(statement, { auditors, statement })).toBeUndefined();
  });

  it('refuses records of different draws', () => {
    const drawId = 'another draw';
    const commitments = Object.fromEntries(
      Object.entries(input.nonces).map(([department, nonce]) => [department, commitment(drawId, department, nonce)]),
    );
    const another = recordsOf({ ...input, drawId, commitments });
    expect(differenceOf(another.public, { statement: records.statement })).toMatchObject({
      place: 'drawId',
      against: ['statement.drawId'],
    });
  });

  it('takes a public record without visits, and with a department that withheld its nonce', () => {
    const { 'fire-rescue': _, ...rest } = input.nonces;
    const { public: published, auditors } = recordsOf({ ...input, nonces: rest });
    expect(published.nonces['fire-rescue']).toBe('WITHHELD');
    expect(verifyRecord(published, { auditors }).ok).toBe(true);
    const { recordHash, visitCount } = published;
    const bare = publicRecord({ ...auditors, recordHash, visitCount });
    expect(bare).not.toHaveProperty('visits');
    expect(verifyRecord(bare, { auditors }).ok).toBe(true);
  });

  it.each<[what: unknown, code: string, place: string]>([
    [null, 'NOT_OBJECT', 'record'],
    [[], 'NOT_OBJECT', 'record'],
    [{}, 'RECORD_KIND_UNKNOWN', 'record'],
    [{ format: 'onevisit/other' }, 'RECORD_KIND_UNKNOWN', 'format'],
    [{ ...records.statement, version: 2 }, 'RECORD_VERSION_UNKNOWN', 'version'],
  ])('refuses what is no such record (%#)', (what, code, place) => {
    expect(verifyRecord(what)).toMatchObject({ ok: false, difference: { code: `OV_DRAW_${code}`, place } });
  });
});

describe('verifyRecordText', () => {
  const text = canonicalJson(records.statement as unknown as JsonValue);
  const verify = (changedText: string | Uint8Array) =>
    verifyRecordText(typeof changedText === 'string' ? new TextEncoder().encode(changedText) : changedText);

  it.each<[what: string, changedText: string | Uint8Array, code: string]>([
    ['white space', `${text}\n`, 'RECORD_NOT_CANONICAL'],
    ['a member that stands twice', text.replace('{', '{"drawId":"x",'), 'RECORD_NOT_CANONICAL'],
    ['an escape that is not needed', text.replace('"vector-1"', '"vector-\\u0031"'), 'RECORD_NOT_CANONICAL'],
    ['a byte order mark', `\ufeff${text}`, 'RECORD_NOT_JSON'],
    ['half a text', text.slice(0, -9), 'RECORD_NOT_JSON'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'RECORD_NOT_JSON'],
  ])('refuses %s', async (_, changedText, code) => {
    expect(await verify(changedText)).toMatchObject({
      ok: false,
      difference: { code: `OV_DRAW_${code}`, place: 'record' },
    });
  });

  it('gives the hash that the public record names', async () => {
    const auditors = new TextEncoder().encode(canonicalJson(records.auditors as unknown as JsonValue));
    expect(await verifyRecordText(auditors)).toMatchObject({ ok: true, hash: records.public.recordHash });
    expect(verifyRecord(records.auditors)).toMatchObject({ ok: true, hash: records.public.recordHash });
    expect(await verify(text)).toMatchObject({ ok: true, hash: records.statement.hash });
  });

  it('takes an auditor’s record for no other than it was at the second reading', async () => {
    const { auditors } = records;
    const encode = (value: unknown) => new TextEncoder().encode(canonicalJson(value as JsonValue));
    const readings = [auditors, { ...auditors, seed: zeros }, { ...auditors, visits: [] }].map(encode);
    const verifyReadings = (...order: number[]) =>
      verifyRecordText(async function* () {
        yield readings[order.shift() ?? 0] ?? new Uint8Array();
      });
    expect(await verifyReadings(0, 0)).toMatchObject({ ok: true });
    for (const second of [1, 2]) {
      const difference = { code: 'OV_DRAW_RECORD_NOT_CANONICAL', place: 'record' };
      expect(await verifyReadings(0, second)).toMatchObject({ ok: false, difference });
    }
  });

  it.each([
    ['"roster":[', '$&,'],
    [/(?<="roster":.*?)\},\{/, '},,{'],
    ['],"rosterKey"', ',$&'],
  ])('refuses a comma too many in a roster, wherever chunks end (%s)', async (from, to) => {
    const auditors = canonicalJson(records.auditors as unknown as JsonValue);
    const bytes = new TextEncoder().encode(auditors.replace(from, to));
    expect(bytes.length).toBe(new TextEncoder().encode(auditors).length + 1);
    for (const size of [1, bytes.length]) {
      const verification = verifyRecordText(async function* () {
        yield* inChunks(bytes, [size]);
      });
      expect(await verification).toMatchObject({ ok: false, difference: { code: 'OV_DRAW_RECORD_NOT_JSON' } });
    }
  });

  it('passes on what reading throws', async () => {
    const verification = verifyRecordText(async function* () {
      yield new Uint8Array(1);
      throw new Error('unreadable');
    });
    await expect(verification).rejects.toThrow('unreadable');
  });
});

// Half a megabyte, of which no more than half is scanned at once.
describe('verifyRecordText of a roster that is read in several runs', () => {
  const terms = { legs: [leg('d/1', { quota: { strata: { '*': { count: 3 } } } })], minOverlap: 1, publicSource: '' };
  const roster = Array.from({ length: 6_000 }, (_, index) => entry('d/1', `9131000${10_000 + index}`));
  const nonces = { d: zeros };
  const commitments = { d: commitment('long', 'd', zeros) };
  const long = {
    drawId: 'long',
    rosterKey: zeros,
    terms,
    commitments,
    nonces,
    publicEntropy: '',
    roster,
    inspectors: [],
  };
  const outcome = runDraw(long);
  const text = canonicalJson(auditorsRecord(long, outcome) as unknown as JsonValue);
  const verify = (from: string, to: string) => verifyRecordText(new TextEncoder().encode(text.replace(from, to)));
  const statement = statementRecord(
    statementOf({ ...long, ...outcome, revealDeadline: '', cells: freezeRoster(long).roster.cells() }),
  );

  it('recomputes it, and compares it with the statement', async () => {
    expect(text.length).toBeGreaterThan(500_000);
    const others = { statement: new TextEncoder().encode(canonicalJson(statement as unknown as JsonValue)) };
    expect(await verifyRecordText(new TextEncoder().encode(text), others)).toMatchObject({ ok: true });
  });

  it.each([
    ['roster[4321].subject', '"913100014321"', 'null'],
    ['roster[4322].subject', '913100014322', '913100014321'],
    ['roster[4321]', '913100014321', '9131000'],
    ['record', '"subject":"913100014321"', '"subject"'],
    ['rosterRoot', '913100014321', '9131000143205'],
  ])('names %s', async (place, from, to) => {
    expect(await verify(from, to)).toMatchObject({ ok: false, difference: { place } });
  });

  it('counts the characters before the first that is not canonical', async () => {
    const at = text.indexOf('"subject":"913100014321"');
    const difference = { code: 'OV_DRAW_RECORD_NOT_CANONICAL', en: expect.stringContaining(` ${at + 1} `) };
    expect(await verify('"subject":"913100014321"', ' "subject":"913100014321"')).toMatchObject({ difference });
  });
});
