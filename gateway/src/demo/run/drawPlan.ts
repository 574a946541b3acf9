import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { demoError } from '../errors.js';
import type { Progress } from './DemoOptions.js';
import { type GatewayClient, idempotencyKey } from './GatewayClient.js';
import { DEMO_LEAD } from './viewers.js';

const drawSchema = z.object({
  id: z.string(),
  phase: z.enum(['COMMITTING', 'FREEZING', 'FROZEN', 'DRAWING', 'DRAWN', 'VOID']),
  progress: z.object({
    state: z.string(),
    entries: z.number(),
    waitingFor: z.array(z.string()),
    error: z.string().nullable(),
  }),
  nonces: z.array(z.object({ department: z.object({ id: z.string() }), nonce: z.string().nullable() })),
});
type Draw = z.infer<typeof drawSchema>;

const planDrawsSchema = z.object({ jointPlan: z.object({ draws: z.array(drawSchema) }) });
const readSchema = z.object({ draw: drawSchema });

const FIELDS = `id phase progress { state entries waitingFor error } nonces { department { id } nonce }`;

/** Time between two looks at a draw, and the longest that its freeze may stand still. */
const LOOK_MS = 250;
const STALLED_SECONDS = 120;

/** Where to draw, and what to show meanwhile. */
export interface DrawContext {
  readonly client: GatewayClient;
  readonly progress: Progress;
  /** Entries that the freeze will stream. */
  readonly entries: number;
}

/**
 * Brings the plan's draw to its end, as the lead: opens it, freezes, reveals, draws. A draw that is under way goes on from its
 * phase; one that was voided is replaced.
 * @returns the id of the drawn draw
 * @throws OV_DEMO_JOB_STOPPED, OV_DEMO_FREEZE_STALLED, OV_DEMO_NONCE_MISSING, and what the gateway refuses
 */
export async function drawPlan(context: DrawContext, planId: string): Promise<string> {
  let draw = await newestDraw(context.client, planId);
  while (draw === undefined || !isDrawn(draw)) {
    draw = await nextPhase(context, planId, draw);
  }
  return draw.id;
}

/** Whether a draw is drawn, and the names of its subjects have come. */
function isDrawn({ phase, progress }: Draw): boolean {
  return phase === 'DRAWN' && progress.state === 'DONE';
}

async function nextPhase(context: DrawContext, planId: string, draw: Draw | undefined): Promise<Draw> {
  switch (draw?.phase) {
    case undefined:
    case 'VOID':
      return openDraw(context.client, planId, draw?.id);
    case 'COMMITTING':
    case 'FREEZING':
      return freeze(context, draw.id);
    case 'FROZEN':
      return reveal(context.client, draw);
    case 'DRAWING':
    case 'DRAWN':
      return watchDrawing(context.client, draw);
  }
}

async function newestDraw(client: GatewayClient, planId: string): Promise<Draw | undefined> {
  const { jointPlan } = await client.ask({
    operation: 'DemoDraws',
    document: `query DemoDraws($id: ID!) { jointPlan(id: $id) { draws { ${FIELDS} } } }`,
    variables: { id: planId },
    claims: DEMO_LEAD,
    answer: planDrawsSchema,
  });
  return jointPlan.draws.at(-1);
}

async function openDraw(client: GatewayClient, planId: string, replaces: string | undefined): Promise<Draw> {
  const input = { planId, ...(replaces === undefined ? {} : { replaces }) };
  const { draw } = await client.ask({
    operation: 'DemoOpenDraw',
    document: `mutation DemoOpenDraw($input: OpenDrawInput!, $key: String!) {
      draw: openDraw(input: $input, idempotencyKey: $key) { ${FIELDS} }
    }`,
    variables: { input, key: idempotencyKey('DemoOpenDraw', input) },
    claims: DEMO_LEAD,
    answer: readSchema,
  });
  return draw;
}

/** Starts the freeze, or resumes it, and waits until it is done. */
async function freeze({ client, progress, entries }: DrawContext, id: string): Promise<Draw> {
  const bar = progress.start('冻结名录 Freezing pools', entries);
  let shown = 0;
  try {
    const frozen = await watchFreeze(client, await step(client, 'freezeDraw', id), (done) => {
      bar.add(Math.max(0, done - shown));
      shown = Math.max(shown, done);
    });
    bar.add(Math.max(0, entries - shown));
    return frozen;
  } finally {
    bar.done();
  }
}

/** Looks at a freeze until it is done; the last look may miss entries, so that the phase alone says when. */
async function watchFreeze(client: GatewayClient, begun: Draw, onEntries: (done: number) => void): Promise<Draw> {
  let draw = begun;
  let [seen, stillMs] = [0, 0];
  while (draw.phase === 'COMMITTING' || draw.phase === 'FREEZING') {
    const { entries, waitingFor } = progressOf(draw);
    stillMs = entries > seen ? 0 : stillMs + LOOK_MS;
    if (stillMs > STALLED_SECONDS * 1000) {
      const departments = waitingFor.join(', ');
      throw demoError('OV_DEMO_FREEZE_STALLED', { draw: draw.id, seconds: STALLED_SECONDS, departments });
    }
    onEntries(entries);
    seen = Math.max(seen, entries);
    await sleep(LOOK_MS);
    draw = await readDraw(client, draw.id);
  }
  return draw;
}

/** The progress of a draw whose long step has not stopped. @throws OV_DEMO_JOB_STOPPED */
function progressOf({ id, progress }: Draw): Draw['progress'] {
  const { error } = progress;
  if (error !== null) throw demoError('OV_DEMO_JOB_STOPPED', { draw: id, problem: error });
  return progress;
}

/** Has every nonce revealed, then draws. */
async function reveal(client: GatewayClient, frozen: Draw): Promise<Draw> {
  const revealed = await step(client, 'revealDraw', frozen.id);
  const missing = revealed.nonces.filter(({ nonce }) => nonce === null).map(({ department }) => department.id);
  if (missing.length > 0) {
    throw demoError('OV_DEMO_NONCE_MISSING', { draw: frozen.id, departments: missing.join(', ') });
  }
  return await watchDrawing(client, await step(client, 'executeDraw', frozen.id));
}

/** Looks at a draw until it is drawn to its end. */
async function watchDrawing(client: GatewayClient, begun: Draw): Promise<Draw> {
  let draw = begun;
  while (!isDrawn(draw)) {
    progressOf(draw);
    await sleep(LOOK_MS);
    draw = await readDraw(client, draw.id);
  }
  return draw;
}

/** One of the draw's steps; each may be repeated. */
async function step(
  client: GatewayClient,
  field: 'freezeDraw' | 'revealDraw' | 'executeDraw',
  id: string,
): Promise<Draw> {
  const operation = `Demo_${field}`;
  const { draw } = await client.ask({
    operation,
    document: `mutation ${operation}($id: ID!) { draw: ${field}(id: $id) { ${FIELDS} } }`,
    variables: { id },
    claims: DEMO_LEAD,
    answer: readSchema,
  });
  return draw;
}

async function readDraw(client: GatewayClient, id: string): Promise<Draw> {
  const { draw } = await client.ask({
    operation: 'DemoDraw',
    document: `query DemoDraw($id: ID!) { draw(id: $id) { ${FIELDS} } }`,
    variables: { id },
    claims: DEMO_LEAD,
    answer: readSchema,
  });
  return draw;
}
