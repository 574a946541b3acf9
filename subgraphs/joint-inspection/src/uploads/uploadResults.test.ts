import type { Viewer } from '@onevisit/kit';
import { NATIONAL_RESULTS } from '@onevisit/rules';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  actOn,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  memberOf,
  recordAll,
} from '../visits/jointVisits.fixture.js';
import { METHODS } from './UploadRow.js';

const UPLOAD = `mutation ($input: UploadResultsInput!) { upload: uploadResults(input: $input) {
  recorded repeated refused rows { index key state code message remedy } } }`;

interface Upload {
  readonly upload: {
    readonly recorded: number;
    readonly repeated: number;
    readonly refused: number;
    readonly rows: readonly { readonly state: string; readonly code: string | null; readonly message: string | null }[];
  };
}

let city: JointCity;
let drawn: DrawnVisits;
let visit: JointVisit;
beforeAll(async () => {
  city = await JointCity.open();
  drawn = await drawnVisits(city, {});
});
afterAll(() => city.close());
beforeEach(async () => {
  city.now = new Date('2026-05-21T04:00:00Z');
  visit = await drawn.take();
});

const FIRE = officerOf('fire-rescue');
const photo = { name: '通道.jpg', mediaType: 'image/jpeg', size: 2_048, sha256: 'b'.repeat(64) };
let rows = 0;
const row = (parts: object = {}, of: JointVisit = visit) => {
  rows += 1;
  const told = { visitId: of.id, plannedItemId: of.items['fire-rescue']?.[0] ?? '', results: ['NO_PROBLEM'] };
  return { key: `平板3-${rows}`, ...told, recordedAt: '2026-05-20T10:30:00+08:00', ...parts };
};
const upload = async (input: readonly object[], viewer: Viewer = FIRE) =>
  (await city.data<Upload>(viewer, UPLOAD, { input: { rows: input } })).upload;
const resultsOf = (id = visit.id) => city.database.result.findMany({ where: { visitId: id } });
const told = ({ rows: found }: Upload['upload']) => found.map(({ state, code }) => code ?? state);

describe('uploadResults', () => {
  it('records rows that were noted before, with method, evidence and the hour at the door', async () => {
    const second = visit.items['fire-rescue']?.[1] ?? '';
    const found = { results: ['CORRECTION_ORDERED'], findings: '疏散通道堵塞', method: 'WRITTEN', evidence: [photo] };
    const seen = await upload([row(), row({ plannedItemId: second, ...found })], memberOf(visit, 'fire-rescue'));
    expect(seen).toMatchObject({ recorded: 2, repeated: 0, refused: 0 });
    const query = `query ($id: ID!) { visit(id: $id) { inspectedOn items { planned { id }
      result { results method notedAt recordedAt evidence { name mediaType size sha256 } } } } }`;
    const { visit: shown } = await city.data(lead, query, { id: visit.id });
    expect(shown).toMatchObject({ inspectedOn: '2026-05-20' });
    expect(shown.items.find(({ planned }) => planned.id === second)?.result).toEqual({
      results: ['CORRECTION_ORDERED'],
      method: 'WRITTEN',
      notedAt: '2026-05-20T02:30:00.000Z',
      recordedAt: '2026-05-21T04:00:00.000Z',
      evidence: [photo],
    });
  });

  it('sent again by whoever of the department has no second effect; the same key for other content is refused', async () => {
    const sent = row({ method: '', findings: null });
    await upload([sent], memberOf(visit, 'fire-rescue'));
    expect(told(await upload([sent, { ...sent, method: null }]))).toEqual(['REPEATED', 'REPEATED']);
    const changed = await upload([{ ...sent, results: ['UNREACHABLE'], findings: '无人' }]);
    expect(changed.rows[0]).toMatchObject({ state: 'REFUSED', code: 'OV_JOINT_UPLOAD_KEY', remedy: 'NEW_KEY' });
    expect(changed.rows[0]?.message).toContain(visit.id);
    const anew = await upload([{ ...sent, key: `${sent.key}b` }]);
    expect(anew.rows[0]).toMatchObject({ code: 'OV_JOINT_RESULT_EXISTS', remedy: 'LEAVE_OUT' });
    expect((await resultsOf()).map(({ results }) => results)).toEqual([['NO_PROBLEM']]);
  });

  it('takes codes of a system, and refuses a bare one', async () => {
    const coded = [{ codeSystem: 'zhejiang-random-inspection', version: '2', code: 'E' }];
    const bare = row({ results: [], coded: [{ code: '2' }], findings: '无人' });
    const sent = row({ results: [], coded, findings: '已改正' });
    expect(told(await upload([bare, sent, sent]))).toEqual(['OV_JOINT_CODE_BARE', 'RECORDED', 'REPEATED']);
    const [kept] = await resultsOf();
    expect(kept).toMatchObject({
      results: ['CORRECTION_ORDERED'],
      entered: [{ code: 'E', text: '发现问题经责令已改正' }],
    });
  });

  it('gives each department keys of its own', async () => {
    const sent = row();
    const theirs = row({ key: sent.key, plannedItemId: visit.items.health?.[0] });
    expect(told(await upload([sent]))).toEqual(['RECORDED']);
    expect(told(await upload([theirs], officerOf('health')))).toEqual(['RECORDED']);
  });

  it('refuses a row that is wrong by its field, and takes the others', async () => {
    const wrong = [
      row({ key: '' }),
      row({ results: ['1'] }),
      row({ results: [] }),
      row({ method: 'TELEPATHY' }),
      row({ recordedAt: '2026-05-20 10:30' }),
      row({ recordedAt: '2026-05-21T05:00:00Z' }),
      row({ inspectedOn: '20260520' }),
      row({ visitId: 'joint-inspection:visit:none' }),
      row({ plannedItemId: visit.items.health?.[0] }),
      row({ results: ['UNREACHABLE'] }),
      row({ evidence: [{ ...photo, size: 0.5 }] }),
      row({ findings: '\u0000' }),
      row({ recordedAt: '2026-04-20T10:30:00+08:00' }),
    ];
    const seen = await upload([...wrong, row()]);
    expect(told(seen)).toEqual([
      ...Array<string>(7).fill('OV_JOINT_UPLOAD_ROW'),
      'OV_JOINT_UNKNOWN_VISIT',
      'OV_JOINT_ITEM_NOT_YOURS',
      'OV_JOINT_FINDINGS_MISSING',
      'OV_JOINT_FILE',
      'OV_JOINT_UPLOAD_ROW',
      'OV_JOINT_OUTSIDE_WINDOW',
      'RECORDED',
    ]);
    for (const [index, place] of ['key', 'results', 'results', 'method', 'recordedAt', 'recordedAt'].entries()) {
      expect(seen.rows[index]?.message).toContain(`rows[${index}].${place}：`);
    }
    expect(seen.rows[9]?.message).toMatch(/^rows\[9\]\.findings：/);
    expect(await city.database.uploadedResult.count({ where: { visitId: visit.id } })).toBe(1);
  });

  it('refuses U+0000 for its row alone, by its field, and takes the others', async () => {
    const coded = [{ codeSystem: 'zhejiang-random-inspection', version: '2', code: 'E\u0000' }];
    const wrong = Object.entries({
      key: { key: '平板\u0000' },
      visitId: { visitId: '\u0000' },
      plannedItemId: { plannedItemId: '\u0000' },
      findings: { findings: '疏散通道\u0000堵塞' },
      coded: { results: [], coded },
      evidence: { evidence: [{ ...photo, name: '\u0000.jpg' }] },
    });
    const seen = await upload([...wrong.map(([, parts]) => row(parts)), row()]);
    expect(seen).toMatchObject({ recorded: 1, refused: wrong.length });
    for (const [index, [field]] of wrong.entries()) {
      expect(seen.rows[index]?.message).toContain(`rows[${index}].${field}`);
    }
  });

  it('refuses a row until its part has begun, and then takes the same row', async () => {
    const two = { officers: { fewest: 2, certificate: 'NOT_ASKED', notice: 'NOT_ASKED' } } as const;
    const strict = await (await drawnVisits(city, two)).take();
    const sent = row({}, strict);
    expect((await upload([sent])).rows[0]).toMatchObject({ code: 'OV_JOINT_NOT_STARTED', remedy: 'START_VISIT' });
    const came = { visitId: strict.id, officers: strict.crew['fire-rescue'], on: '2026-05-20' };
    await actOn(city, FIRE, 'startVisit', came);
    expect(told(await upload([sent]))).toEqual(['RECORDED']);
  });

  it('takes one of two that come at once, and the other repeats it', async () => {
    const sent = row();
    const states = (await Promise.all([upload([sent]), upload([sent], memberOf(visit, 'fire-rescue'))])).flatMap(told);
    expect(states.sort()).toEqual(['RECORDED', 'REPEATED']);
    const entries = await city.database.ledgerEntry.findMany({ where: { target: visit.id } });
    expect(entries.map(({ detail }) => JSON.parse(detail).uploaded.key)).toEqual([sent.key]);
  });

  it('is bounded, and for inspectors and officers', async () => {
    const input = (count: number) => ({ input: { rows: Array.from({ length: count }, () => row()) } });
    for (const count of [0, 101]) expect(await city.refusal(FIRE, UPLOAD, input(count))).toBe('OV_JOINT_UPLOAD_ROWS');
    for (const viewer of [lead, anyone]) expect(await city.refusal(viewer, UPLOAD, input(1))).toBe('OV_KIT_FORBIDDEN');
    expect(await resultsOf()).toEqual([]);
  });

  it('whatever parts of it are sent in whatever order, and again, leaves each result once', async () => {
    const both = [visit, await drawn.take()];
    const all = both.flatMap((of) => (of.items['fire-rescue'] ?? []).map((id) => row({ plannedItemId: id }, of)));
    const parts = fc.array(fc.subarray(all, { minLength: 1 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(parts, async (sent) => {
        for (const part of sent) expect((await upload(part)).refused).toBe(0);
      }),
      { numRuns: 8 },
    );
    const last = await upload(all);
    expect(last.refused).toBe(0);
    const kept = (await Promise.all(both.map(({ id }) => resultsOf(id)))).flat();
    expect(kept).toHaveLength(all.length);
    const done = { visitId: { in: both.map(({ id }) => id) }, kind: 'ITEM_DONE' };
    expect(await city.database.visitEvent.count({ where: done })).toBe(all.length);
  });

  it('goes with what was recorded at the door', async () => {
    await recordAll(city, visit, 'health', '2026-05-20');
    expect(told(await upload([row(), row({ plannedItemId: visit.items['fire-rescue']?.[1] })]))).toEqual([
      'RECORDED',
      'RECORDED',
    ]);
    const { status } = await city.database.visit.findUniqueOrThrow({ where: { id: visit.id } });
    expect(status).toBe('COMPLETED');
  });
});

it('knows the results and methods of the schema', async () => {
  const { __schema: schema } = await city.data<{
    __schema: { types: { name: string; enumValues: { name: string }[] | null }[] };
  }>(lead, '{ __schema { types { name enumValues { name } } } }');
  const valuesOf = (name: string) =>
    schema.types.find((type) => type.name === name)?.enumValues?.map((value) => value.name);
  expect(valuesOf('ResultCode')).toEqual([...NATIONAL_RESULTS]);
  expect(valuesOf('InspectionMethod')).toEqual([...METHODS]);
});
