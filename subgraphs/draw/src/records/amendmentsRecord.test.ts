import { describe, expect, it } from 'vitest';
import { type Amendment, amendCrews } from '../amendCrews.js';
import { runDraw } from '../runDraw.js';
import { entry, inspector, leg } from '../testing/samples.js';
import { verifyRecord } from '../verify/verifyRecord.js';
import { amendmentsRecord, parseAmendmentsRecord } from './amendmentsRecord.js';
import { auditorsRecord } from './auditorsRecord.js';
import { recordHash } from './recordHash.js';

const commitments = { d: '44'.repeat(32) };
const quota = { strata: { '*': { count: 2 } } };
const input = {
  drawId: 'draw',
  rosterKey: 'ab'.repeat(32),
  terms: { legs: [leg('d/1', { quota })], minOverlap: 1, publicSource: '' },
  commitments,
  nonces: {},
  publicEntropy: '',
  roster: [entry('d/1', 's1'), entry('d/1', 's2')],
  inspectors: [inspector('d', 'i1', { capacity: 1 }), inspector('d', 'i2', { capacity: 1 }), inspector('d', 'i3')],
};
const outcome = runDraw(input);
const auditors = auditorsRecord(input, outcome);
const placeAt = (index: number) => {
  const visit = outcome.visits[index];
  return { visit: visit?.key ?? '', inspector: visit?.crew.d?.[0]?.inspector ?? '' };
};
const why = { reason: 'RECUSAL', at: '2026-03-02T09:00:00+08:00' };

function recordOf(amendments: readonly (Amendment & typeof why)[]) {
  const amended = amendCrews(auditors, outcome.visits, amendments);
  return amendmentsRecord({ drawId: 'draw', recordHash: recordHash(auditors) }, amendments, outcome.visits, amended);
}

describe('amendmentsRecord', () => {
  it('lists a swap and who sits where now, and leaves the record as it was', () => {
    const before = recordHash(auditors);
    const [one, other] = [placeAt(0), placeAt(1)];
    const record = recordOf([{ kind: 'swap', department: 'd', places: [one, other], ...why }]);
    expect(record.amendments).toMatchObject([{ ...why, kind: 'swap', changed: [one.visit, other.visit] }]);
    const seat = (inspectorId: string) => ({ d: [{ specialties: [], inspector: inspectorId }] });
    expect(record.visits).toEqual(
      [
        { key: one.visit, crew: seat(other.inspector) },
        { key: other.visit, crew: seat(one.inspector) },
      ].sort((a, b) => (a.key < b.key ? -1 : 1)),
    );
    expect(verifyRecord(record, { auditors })).toMatchObject({ ok: true, kind: 'amendments' });
    expect(recordHash(auditors)).toBe(before);
  });

  it('lists no visit whose crew is the original again', () => {
    const [one, other] = [placeAt(0), placeAt(1)];
    const back = [
      { ...one, inspector: other.inspector },
      { ...other, inspector: one.inspector },
    ] as const;
    const record = recordOf([
      { kind: 'swap', department: 'd', places: [one, other], ...why },
      { kind: 'swap', department: 'd', places: back, ...why },
    ]);
    expect(record.visits).toEqual([]);
    expect(verifyRecord(record, { auditors }).ok).toBe(true);
  });

  it('is refused in comparison where an amendment was not permitted', () => {
    const record = recordOf([{ kind: 'stepOut', department: 'd', place: placeAt(0), ...why }]);
    const stranger = { ...record, amendments: [{ ...record.amendments[0], place: { ...placeAt(0), inspector: 'x' } }] };
    const { format: _, version: __, hash: ___, ...body } = stranger;
    const hash = recordHash({ format: record.format, version: record.version, ...body });
    expect(verifyRecord({ ...stranger, hash }, { auditors })).toMatchObject({
      ok: false,
      difference: { code: 'OV_DRAW_SEAT_NOT_HELD', place: 'amendments[0].place' },
    });
  });
});

it.each([
  ['both', { kind: 'swap', place: {}, places: [] }, 'MEMBER_UNKNOWN', 'amendments[0]'],
  ['neither', { kind: 'swap' }, 'NOT_LIST', 'amendments[0].places'],
  [
    'three places',
    { kind: 'swap', places: [placeAt(0), placeAt(1), placeAt(0)] },
    'NUMBER_INVALID',
    'amendments[0].places',
  ],
  ['no place', { kind: 'stepOut' }, 'NOT_OBJECT', 'amendments[0].place'],
])('parseAmendmentsRecord refuses %s', (_, wrong, code, path) => {
  const record = { ...recordOf([]), amendments: [{ department: 'd', changed: [], ...why, ...wrong }] };
  expect(() => parseAmendmentsRecord(record)).toThrow(expect.objectContaining({ code: `OV_DRAW_${code}`, path }));
});
