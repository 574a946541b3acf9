import { setTimeout as sleep } from 'node:timers/promises';
import { ask, dataOf, type GatewayAddress, lead } from '../../e2e/ask.js';
import { takeToPublication } from '../../e2e/smallPlan.js';
import type { BenchmarkOptions } from '../Benchmark.js';
import { LEGS, MIN_OVERLAP, taskId } from './legs.js';

/** How often it looks: seldom, compared with how long it has taken, since looking takes time from what is measured. */
const LOOK = { most: 500, share: 1 / 20 };

const FIELDS = 'id phase visitCount progress { state step entries entriesPerSecond error times { step seconds } }';

interface DrawState {
  readonly id: string;
  readonly phase: string;
  readonly visitCount: number | null;
  readonly progress: {
    readonly state: string;
    readonly step: string | null;
    readonly entries: number;
    readonly entriesPerSecond: number | null;
    readonly error: string | null;
    readonly times: readonly { readonly step: string; readonly seconds: number }[];
  };
}

/** A phase that was followed to its end. */
export interface Followed {
  /** From the mutation to the first look that saw the phase over. */
  readonly seconds: number;
  readonly visits: number;
  /** Seconds of its steps, as the joint subgraph says. */
  readonly times: ReadonlyMap<string, number>;
}

/** Convenes the plan, takes it to its publication, and opens a draw of it; returns the draw's id. */
export async function openDraw(hub: GatewayAddress): Promise<string> {
  const input = {
    title: '示例联合抽查',
    year: 2026,
    initiator: LEGS[0]?.department,
    taskIds: LEGS.map(({ department }) => taskId(department)),
    minOverlap: MIN_OVERLAP,
  };
  const { plan } = dataOf(
    await ask<{ plan: { id: string } }>(
      hub,
      lead,
      'mutation Convene($input: ConveneJointPlanInput!) { plan: conveneJointPlan(input: $input) { id } }',
      { input },
    ),
  );
  await takeToPublication(hub, plan.id);
  const { draw } = dataOf(
    await ask<{ draw: { id: string } }>(
      hub,
      lead,
      'mutation Open($input: OpenDrawInput!) { draw: openDraw(input: $input) { id } }',
      { input: { planId: plan.id } },
    ),
  );
  return draw.id;
}

/** Freezes a draw. @throws Error if the freeze stops */
export function freeze(hub: GatewayAddress, id: string, options: BenchmarkOptions): Promise<Followed> {
  return follow(hub, id, { mutation: 'freezeDraw', until: 'FROZEN' }, options);
}

/** Has the nonces revealed, and draws. @throws Error if the draw stops */
export async function execute(hub: GatewayAddress, id: string, options: BenchmarkOptions): Promise<Followed> {
  dataOf(await ask(hub, lead, 'mutation Reveal($id: ID!) { revealDraw(id: $id) { phase } }', { id }));
  return await follow(hub, id, { mutation: 'executeDraw', until: 'DRAWN' }, options);
}

async function follow(
  hub: GatewayAddress,
  id: string,
  step: { readonly mutation: string; readonly until: string },
  { note, signal }: BenchmarkOptions,
): Promise<Followed> {
  const began = performance.now();
  let noted = began;
  dataOf(await ask(hub, lead, `mutation Step($id: ID!) { ${step.mutation}(id: $id) { phase } }`, { id }));
  for (;;) {
    const { draw } = dataOf(
      await ask<{ draw: DrawState }>(hub, lead, `query Look($id: ID!) { draw(id: $id) { ${FIELDS} } }`, { id }),
    );
    const { progress } = draw;
    if (draw.phase === step.until) {
      const times = new Map(progress.times.map(({ step: name, seconds }) => [name, seconds]));
      note([...times].map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s`).join(', '));
      return { seconds: (performance.now() - began) / 1000, visits: draw.visitCount ?? 0, times };
    }
    if (progress.error !== null) throw new Error(`${step.mutation} stopped: ${progress.error}`);
    if (performance.now() - noted > 5000) {
      noted = performance.now();
      note(`${draw.phase} ${progress.step ?? ''} ${progress.entries.toLocaleString('en')} entries`);
    }
    const elapsed = performance.now() - began;
    await sleep(Math.min(LOOK.most, 50 + LOOK.share * elapsed), undefined, { signal });
  }
}
