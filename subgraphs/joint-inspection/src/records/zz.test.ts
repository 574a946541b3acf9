import { afterAll, beforeAll, it } from 'vitest';
import { anyone, auditor, JointCity } from '../jointCity.fixture.js';
import { drawn, FIRE, fillPools, HEALTH, subjectOf, taskOf } from '../jointDraws.fixture.js';
import { PIECE, recordPieces, wholeRecord } from '../records.fixture.js';
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
const OWN = 'query ($id: ID!, $subject: ID!) { draw(id: $id) { subjectRecord(subjectId: $subject) } }';
const log = (...x: unknown[]) => appendFileSync('/tmp/r_measure.txt', x.join(' ') + '\n');

it('measures', async () => {
  fillPools(city, 30_000);
  for (const c of ['fire-rescue', 'health']) { const d = city.double(c); const e = d.entries.get(c + ':task:T1') ?? []; d.entries.set(c + ':task:T1', e.toSorted((a, b) => a.subject < b.subject ? -1 : 1)); }
  const few = [{ stratum: '*', count: 3, percent: null, min: null, max: null }];
  city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { quota: few }));
  city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { quota: few }));
  const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
  const time = async <T>(name: string, f: () => Promise<T>) => {
    const t = performance.now(); const c = process.cpuUsage();
    const r = await f();
    const u = process.cpuUsage(c);
    log(name, Math.round(performance.now() - t), 'ms wall', Math.round(u.user / 1000), 'ms user', Math.round(process.memoryUsage().rss / 1e6), 'MB');
    return r;
  };
  await time('subject', () => city.data(auditor, OWN, { id: drawId, subject: subjectOf(16_000) }));
  await time('subject again', () => city.data(auditor, OWN, { id: drawId, subject: subjectOf(26_000) }));
  const pieces = await time('auditors whole 60000 entries', () => recordPieces((q, v) => city.data(auditor, q, v), drawId, 'AUDITORS'));
  log(pieces.map((p) => p.text.length).join(' '));
  await time('one roster piece', () => city.data(auditor, PIECE, { id: drawId, kind: 'AUDITORS', after: pieces[0]?.endCursor }));
  await city.database.$executeRawUnsafe(`INSERT INTO visit (id, draw_id, key, position, subject_id, district, window_first, window_last, status, leg_ids, leg_count, departments)
    SELECT 'x' || n, $1, 'subject-' || n || '#1', 1000 + n, 'subject-' || n, '411502', '2026-05-01', '2026-06-30', 'PLANNED', ARRAY['fire-rescue:task:T1','health:task:T1'], 2, ARRAY['fire-rescue','health'] FROM generate_series(1, 60000) n`, drawId);
  await city.database.$executeRawUnsafe(`INSERT INTO crew_seat (visit_id, department, number, specialties, inspector_id, drawn_inspector_id)
    SELECT 'x' || n, d, s, '{}', d || ':inspector:' || s, d || ':inspector:' || s FROM generate_series(1, 60000) n, unnest(ARRAY['a','b','c','d','fire-rescue','health']) d, generate_series(0,1) s`);
  await city.database.$executeRawUnsafe('ANALYZE visit'); await city.database.$executeRawUnsafe('ANALYZE crew_seat');
  const first = await time('public first', () => city.data(anyone, PIECE, { id: drawId, kind: 'PUBLIC' }));
  await time('public first again', () => city.data(anyone, PIECE, { id: drawId, kind: 'PUBLIC' }));
  await time('public second', () => city.data(anyone, PIECE, { id: drawId, kind: 'PUBLIC', after: first.draw.record?.endCursor }));
  const text = await time('public whole', () => wholeRecord(city, anyone, drawId, 'PUBLIC'));
  log(text.length, createHash('sha256').update(text.replace(/"hash":"[0-9a-f]{64}",/, '')).digest('hex') === JSON.parse(text).hash);
  await time('visits piece', () => city.data(auditor, PIECE, { id: drawId, kind: 'AUDITORS', after: Buffer.from('visits 50000').toString('base64url') }));
}, 600_000);
