import type { Prisma } from '../../database.js';
import { contribute } from './contribute.js';
import type { Figures } from './Figures.js';
import type { KnownDraw, KnownVisit } from './KnownVisit.js';

const INSERT = `
  INSERT INTO coverage_visit (id, draw_id, subject_id, known)
  SELECT id, known ->> 'drawId', known ->> 'subjectId', known
  FROM jsonb_to_recordset($1::jsonb) AS changed(id text, known jsonb)
  ON CONFLICT (id) DO UPDATE SET known = EXCLUDED.known`;

/** All that is known of some subjects' visits, to be changed; figures change by the difference. */
export class KnownSubjects {
  readonly #tx: Prisma.TransactionClient;
  readonly #draws: Map<string, KnownDraw>;
  /** By subject, then by visit. */
  readonly #visits = new Map<string, Map<string, KnownVisit>>();
  readonly #subjectOf = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();

  private constructor(tx: Prisma.TransactionClient, draws: Map<string, KnownDraw>) {
    this.#tx = tx;
    this.#draws = draws;
  }

  /** @param draws what is known of draws; those of the subjects' visits are added to it */
  static async load(
    tx: Prisma.TransactionClient,
    subjects: readonly string[],
    draws: Map<string, KnownDraw>,
    figures: Figures,
  ): Promise<KnownSubjects> {
    const known = new KnownSubjects(tx, draws);
    const rows = await tx.coverageVisit.findMany({ where: { subjectId: { in: [...new Set(subjects)] } } });
    const missing = new Set(rows.flatMap(({ drawId }) => (drawId === null || draws.has(drawId) ? [] : [drawId])));
    await loadDraws(tx, [...missing], draws);
    for (const { id, known: visit } of rows) known.#place(id, visit as unknown as KnownVisit);
    known.#contribute(figures, -1);
    return known;
  }

  visit(id: string): KnownVisit | undefined {
    return this.#visits.get(this.#subjectOf.get(id) ?? '')?.get(id);
  }

  keep(id: string, visit: KnownVisit): void {
    this.#place(id, visit);
    this.#changed.add(id);
    this.#removed.delete(id);
  }

  remove(id: string): void {
    this.#visits.get(this.#subjectOf.get(id) ?? '')?.delete(id);
    this.#changed.delete(id);
    this.#removed.add(id);
  }

  /** Writes what has changed, and adds what the subjects come to now. */
  async done(figures: Figures): Promise<void> {
    this.#contribute(figures, 1);
    const changed = [...this.#changed].map((id) => ({ id, known: this.visit(id) }));
    if (changed.length > 0) await this.#tx.$executeRawUnsafe(INSERT, JSON.stringify(changed));
    if (this.#removed.size > 0) await this.#tx.coverageVisit.deleteMany({ where: { id: { in: [...this.#removed] } } });
  }

  #place(id: string, visit: KnownVisit): void {
    const visits = this.#visits.get(visit.subjectId) ?? new Map<string, KnownVisit>();
    this.#visits.set(visit.subjectId, visits.set(id, visit));
    this.#subjectOf.set(id, visit.subjectId);
  }

  #contribute(figures: Figures, sign: 1 | -1): void {
    const drawOf = (id: string): KnownDraw => {
      const draw = this.#draws.get(id);
      if (draw === undefined) throw new Error(`the rollups of coverage know visits of draw ${id}, and not the draw`);
      return draw;
    };
    for (const visits of this.#visits.values()) contribute(figures, [...visits.values()], drawOf, sign);
  }
}

/** Adds what is known of draws. */
export async function loadDraws(
  tx: Prisma.TransactionClient,
  ids: readonly string[],
  draws: Map<string, KnownDraw>,
): Promise<void> {
  const missing = ids.filter((id) => !draws.has(id));
  if (missing.length === 0) return;
  for (const { id, known } of await tx.coverageDraw.findMany({ where: { id: { in: missing } } })) {
    draws.set(id, known as unknown as KnownDraw);
  }
}
