import { readFileSync } from 'node:fs';
import {
  auditorsFrame,
  auditorsRecord,
  compareEntries,
  type DrawInput,
  type DrawOutcome,
  parseDrawInput,
  recordHash,
  runDraw,
  statementOf,
} from '@onevisit/draw';
import { expect, inject, it } from 'vitest';
import { DrawEngine } from './DrawEngine.js';
import { EngineThread } from './EngineThread.js';

const vector = new URL('../../../../tests/vectors/draw-small.json', import.meta.url);
const { input: value } = JSON.parse(readFileSync(vector, 'utf8')) as { readonly input: object };
const input: DrawInput = parseDrawInput(value);
const outcome: DrawOutcome = runDraw(value);

/** Each leg's roster in pages of three lines, and a last page without any. */
function pagesOf(leg: string): readonly string[] {
  const lines = [...input.roster]
    .filter((entry) => entry.leg === leg)
    .sort(compareEntries)
    .map(({ subject, stratum, district, standing }) => [subject, stratum, district, standing].join('\t'));
  const starts = Array.from({ length: Math.ceil(lines.length / 3) + 1 }, (_, page) => 3 * page);
  return starts.map((start) => lines.slice(start, start + 3).join('\n'));
}

const legs = input.terms.legs.map(({ id }) => id);
const bytesOf = (page: string) => new TextEncoder().encode(page);

it('comes to what the protocol makes of the same input, and to the same record', async () => {
  const steps: string[] = [];
  const refuse = () => Promise.reject(new Error('a small roster is not shared'));
  const engine = new DrawEngine((step) => steps.push(step), { rootOf: refuse });
  engine.begin(input);
  const turns = Math.max(...legs.map((leg) => pagesOf(leg).length));
  const districts = new Set<string>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const leg of legs.toReversed()) {
      const page = pagesOf(leg)[turn];
      if (page === undefined) continue;
      for (const district of engine.addPage({ leg, page: bytesOf(page), place: leg })) {
        expect(districts).not.toContain(district);
        districts.add(district);
      }
    }
  }
  expect(districts).toEqual(new Set(input.roster.map(({ district }) => district)));
  const frozen = await engine.freeze(input.inspectors);
  expect(frozen).toMatchObject({ rosterRoot: outcome.rosterRoot, leaves: outcome.leaves });
  expect(Buffer.from(frozen.chunkRoots).toString('hex')).toBe(outcome.rosterRoot);
  const counted = { ...input, rosterRoot: outcome.rosterRoot, revealDeadline: '', cells: frozen.cells };
  expect(statementOf(counted).entries.reduce((sum, row) => sum + row.entries, 0)).toBe(input.roster.length);

  const drawn = engine.draw(outcome.seed);
  expect(drawn.quotas).toEqual(outcome.quotas);
  expect(drawn.visitCount).toBe(outcome.visits.length);
  expect(engine.visits({ first: 0, count: drawn.visitCount })).toEqual(outcome.visits);
  expect(engine.visits({ first: 1, count: 2 })).toEqual(outcome.visits.slice(1, 3));
  expect(drawn.cutOffs).toHaveLength(outcome.quotas.length);
  expect(steps).toEqual(['TREE', 'RANK', 'SELECT', 'MERGE', 'CREWS']);

  const frame = auditorsFrame(input, outcome);
  engine.beginRecord(frame.beforeRoster);
  for (const leg of [...legs].sort()) {
    for (const page of pagesOf(leg)) engine.addToRecord({ leg, page: bytesOf(page) });
  }
  const hash = engine.finishRecord(frame);
  expect(hash).toBe(recordHash(auditorsRecord(input, outcome)));
});

it('answers from a thread of its own, and says what was refused and where', async () => {
  const thread = new EngineThread(new URL(inject('engineFile')));
  await thread.call('begin', { terms: input.terms, rosterKey: input.rosterKey });
  const [leg = ''] = legs;
  const page = bytesOf('b\tA\t1\tELIGIBLE\na\tA\t1\tELIGIBLE');
  await expect(thread.call('addPage', { leg, page, place: 'page 4' }, [page.buffer])).rejects.toMatchObject({
    code: 'OV_DRAW_LEAF_ORDER',
    extensions: { place: expect.stringMatching(/^page 4, line 2/) },
  });
  expect(page).toHaveLength(0);
  await expect(thread.call('draw', 'ab'.repeat(32))).rejects.toThrow(/out of order/);
  await thread.end();
  await expect(thread.call('freeze', [])).rejects.toThrow();
});
