import {
  auditorsRecord,
  boundOfVisits,
  type CrewedVisit,
  type DrawInput,
  drawCrews,
  mergeVisits,
  type QuotaRow,
  Ranks,
  recordHash,
  seed as seedOf,
  select,
} from '@onevisit/draw';
import type { MutationOutcome } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { jointError } from '../errors.js';
import type { Draw, DrawNonce } from '../generated/client.js';
import { type FrozenDraw, readFrozen } from './freeze.js';
import { frozenEntries } from './rosterPages.js';
import { namesOfSubjects } from './subjectNames.js';
import { visitRows } from './visitRows.js';

/** A draw with its nonces. */
export type RevealedDraw = Draw & { readonly nonces: readonly DrawNonce[] };

/** What a draw came to, ready to be kept. */
export interface Execution {
  readonly seed: string;
  readonly publicEntropy: string;
  readonly quotas: readonly QuotaRow[];
  readonly visits: readonly CrewedVisit[];
  readonly fewestExpected: number;
  readonly recordHash: string;
  readonly frozen: FrozenDraw;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The draw, if it may be executed now: frozen, every nonce revealed or the deadline past, and the public source's text
 * given where the terms name one (draw protocol, section 2).
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE, OV_JOINT_REVEAL_OPEN, OV_JOINT_PUBLIC_SOURCE, OV_JOINT_NO_PUBLIC_SOURCE
 */
export async function executableDraw(
  database: Database,
  id: string,
  publicEntropy: string,
  now: Date,
): Promise<RevealedDraw> {
  const draw = await database.draw.findUnique({ where: { id }, include: { nonces: true, plan: true } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  if (draw.phase === 'DRAWN') return draw;
  if (draw.phase !== 'FROZEN' || draw.revealBy === null) {
    throw jointError('OV_JOINT_PHASE', { id, phase: draw.phase, needed: 'FROZEN' });
  }
  const over = now > draw.revealBy;
  const deadline = draw.revealBy.toISOString();
  const waiting = draw.nonces.filter((nonce) => nonce.nonce === null).map((nonce) => nonce.department);
  if (waiting.length > 0 && !over)
    throw jointError('OV_JOINT_REVEAL_OPEN', { id, waiting: waiting.join(', '), deadline });
  const source = draw.plan.publicSource;
  if (source === '' && publicEntropy !== '') throw jointError('OV_JOINT_NO_PUBLIC_SOURCE', { id });
  if (source !== '' && (publicEntropy === '' || !over)) {
    throw jointError('OV_JOINT_PUBLIC_SOURCE', { id, source, deadline });
  }
  return draw;
}

/**
 * Draws (draw protocol, sections 3 to 5) from the stored rosters, whose root must still be the frozen one.
 * @throws OV_JOINT_ROSTER_CHANGED, OV_JOINT_DEPARTMENT_* while the names of those drawn are asked for
 */
export async function execute(
  database: Database,
  departments: Departments,
  draw: RevealedDraw,
  publicEntropy: string,
): Promise<Execution> {
  const frozen = await readFrozen(database, draw);
  if (frozen.rosterRoot !== draw.rosterRoot) {
    const values = { id: draw.id, found: frozen.rosterRoot, frozen: draw.rosterRoot ?? '' };
    throw jointError('OV_JOINT_ROSTER_CHANGED', values);
  }
  const seed = seedOf({ ...seedInputs(draw, publicEntropy), rosterRoot: frozen.rosterRoot });
  const { terms, roster, keys } = frozen;
  const ranks = new Ranks(seed, roster.subjects, keys);
  const { quotas, selected } = select(terms, roster.cells(), ranks);
  const merged = mergeVisits(terms, selected, roster, ranks);
  const inspectors = frozen.inspectors.map(({ name: _, certificateNumber: __, ...inspector }) => inspector);
  const visits = drawCrews({ seed, rosterKey: draw.rosterKey, terms, inspectors }, merged);
  return {
    seed,
    publicEntropy,
    quotas,
    visits,
    fewestExpected: boundOfVisits(terms, roster.cells()),
    recordHash: recordHash(await recordOf(database, draw, frozen, { seed, publicEntropy, quotas, visits })),
    frozen,
    names: await namesOfSubjects(departments, terms, visits),
  };
}

/**
 * The auditor's record of a draw (draw protocol, section 6), rebuilt from what is stored.
 * @param outcome as computed; the record of the same outcome is the same, byte by byte
 */
export async function recordOf(
  database: Database,
  draw: RevealedDraw,
  frozen: FrozenDraw,
  outcome: Pick<Execution, 'seed' | 'publicEntropy' | 'quotas' | 'visits'>,
): Promise<ReturnType<typeof auditorsRecord>> {
  const roster: DrawInput['roster'][number][] = [];
  for await (const { entry } of frozenEntries(database, draw.id, frozen.terms)) roster.push(entry);
  const { commitments, nonces } = seedInputs(draw, outcome.publicEntropy);
  const inspectors = frozen.inspectors.map(({ name: _, certificateNumber: __, ...inspector }) => inspector);
  return auditorsRecord(
    {
      drawId: draw.id,
      rosterKey: draw.rosterKey,
      terms: frozen.terms,
      commitments,
      nonces,
      publicEntropy: outcome.publicEntropy,
      roster,
      inspectors,
    },
    {
      leaves: frozen.leaves,
      rosterRoot: frozen.rosterRoot,
      termsHash: draw.termsHash ?? '',
      commitmentsHash: draw.commitmentsHash ?? '',
      seed: outcome.seed,
      quotas: outcome.quotas,
      visits: outcome.visits,
    },
  );
}

/**
 * Keeps an execution in one transaction; a draw that another call has executed meanwhile stays as it is.
 * @throws OV_JOINT_PHASE where the draw was voided meanwhile
 */
export async function keepExecution(
  tx: Prisma.TransactionClient,
  drawId: string,
  execution: Execution,
  now: Date,
): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${drawId} FOR UPDATE`;
  const draw = await tx.draw.findUniqueOrThrow({ where: { id: drawId } });
  if (draw.phase === 'DRAWN') return { response: drawId, step: null };
  if (draw.phase !== 'FROZEN') throw jointError('OV_JOINT_PHASE', { id: drawId, phase: draw.phase, needed: 'FROZEN' });
  const { seed, quotas, visits, recordHash: hash, publicEntropy, fewestExpected } = execution;
  const rows = visitRows(drawId, execution);
  await tx.visit.createMany({ data: rows.visits });
  await tx.crewSeat.createMany({ data: rows.seats });
  await tx.drawNonce.updateMany({ where: { drawId, nonce: null }, data: { withheld: true } });
  const selectionCount = quotas.reduce((sum, row) => sum + row.selected, 0);
  const outcome = { seed, selectionCount, visitCount: visits.length, recordHash: hash, publicEntropy };
  await tx.draw.update({
    where: { id: drawId },
    data: {
      ...outcome,
      phase: 'DRAWN',
      fewestExpected,
      quotas: quotas as unknown as Prisma.InputJsonArray,
      drawnAt: now,
    },
  });
  return { response: drawId, step: { action: 'draw.execute', target: drawId, detail: outcome } };
}

function seedInputs(draw: RevealedDraw, publicEntropy: string) {
  const nonces = draw.nonces.flatMap(({ department, nonce }) => (nonce === null ? [] : [[department, nonce] as const]));
  return {
    drawId: draw.id,
    rosterRoot: draw.rosterRoot ?? '',
    termsHash: draw.termsHash ?? '',
    commitments: Object.fromEntries(draw.nonces.map(({ department, commitment }) => [department, commitment])),
    nonces: Object.fromEntries(nonces),
    publicEntropy,
  };
}
