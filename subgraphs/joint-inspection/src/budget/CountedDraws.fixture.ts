import { brotliCompressSync } from 'node:zlib';
import type { Leg, Terms, Window } from '@onevisit/draw';
import { openPool } from '@onevisit/kit';
import { type FreshDatabase, freshDatabase } from '@onevisit/tests/freshDatabase';
import { type Database, openDatabase, type Prisma } from '../database.js';

export const SPRING: Window = ['2026-03-01', '2026-05-31'];
export const AUTUMN: Window = ['2026-09-01', '2026-10-31'];

/** A leg as a test states it; of department d, routine and of the city unless told otherwise. */
export interface StatedLeg {
  readonly window: Window;
  readonly department?: string;
  readonly kind?: string;
  readonly level?: string;
}

/** Legs by their ids. */
export type StatedLegs = Readonly<Record<string, StatedLeg>>;

/** What a plan and its draw have besides their legs. */
export interface StatedDraw {
  readonly year?: number;
  readonly visitCap?: number | null;
  readonly capRules?: boolean;
  readonly drawnAt?: Date;
}

export const lineOf = (subject: string, standing: string): string => `${subject}\tA\t411502\t${standing}`;

/** A database with draws in any phase, for what counts their visits. */
export class CountedDraws {
  readonly database: Database;
  readonly #fresh: FreshDatabase;
  readonly #pool: ReturnType<typeof openPool>;
  #made = 0;

  private constructor(fresh: FreshDatabase) {
    this.#fresh = fresh;
    this.#pool = openPool(fresh.url);
    this.database = openDatabase(this.#pool);
  }

  static async open(): Promise<CountedDraws> {
    const fresh = await freshDatabase('joint-inspection');
    return new CountedDraws(fresh);
  }

  async close(): Promise<void> {
    await this.database.$disconnect();
    await this.#pool.end();
    await this.#fresh.drop();
  }

  async clear(): Promise<void> {
    // Row by row, children first: what happens to visits cannot be truncated.
    const filed = ['outside_visit', 'cap_exception', 'recognition'];
    const drawn = ['roster_page', 'result', 'crew_seat', 'visit', 'draw'];
    for (const table of [...filed, ...drawn, 'plan_rules', 'planned_item', 'leg', 'joint_plan']) {
      await this.database.$executeRawUnsafe(`DELETE FROM ${table}`);
    }
  }

  /** A draw of a plan of its own. @returns its row */
  async draw(phase: string, stated: StatedLegs, { drawnAt, ...plan }: StatedDraw = {}) {
    this.#made += 1;
    const [planId, id] = [`plan${this.#made}`, `draw${this.#made}`];
    const at = new Date('2026-01-01T00:00:00Z');
    const kept = { id: planId, title: '计划', year: 2026, initiator: 'd', minOverlap: 1, publicSource: '' };
    await this.database.jointPlan.create({
      data: { ...kept, disclosure: 'AT_DRAW', phase: 'PUBLISHED', convenedAt: at, ...plan },
    });
    await this.database.leg.createMany({ data: Object.entries(stated).map((leg) => legRow(planId, leg)) });
    const terms = JSON.parse(JSON.stringify(termsOf(stated)));
    const opened = { rosterKey: '', revealWithin: 1, openedAt: at, progress: {}, drawnAt: drawnAt ?? null };
    return await this.database.draw.create({ data: { id, planId, phase, terms, ...opened } });
  }

  /** Stores a leg's roster in pages of two lines. */
  async store(drawId: string, source: string, lines: readonly string[]): Promise<void> {
    const pages = lines.flatMap((_, at) => (at % 2 === 0 ? [lines.slice(at, at + 2)] : []));
    await this.database.rosterPage.createMany({
      data: pages.map((page, number) => ({
        drawId,
        source,
        number,
        lines: new Uint8Array(brotliCompressSync(page.join('\n'))),
        count: page.length,
        cursor: page.at(-1)?.split('\t')[0] ?? null,
        last: number === pages.length - 1,
      })),
    });
  }

  /** Keeps visits of a draw by their keys, which begin with their subjects. */
  async visit(drawId: string, keys: readonly string[], legIds: readonly string[], status = 'PLANNED'): Promise<void> {
    const rows = keys.map((key, position) => ({ key, position, subjectId: key.split('#')[0] ?? '' }));
    const each = { drawId, district: '411502', windowFirst: SPRING[0], windowLast: SPRING[1], status };
    const data = rows.map((row) => ({
      ...row,
      ...each,
      id: `${drawId}/${row.key}`,
      legIds: [...legIds],
      legCount: legIds.length,
    }));
    await this.database.visit.createMany({ data });
  }

  /** Keeps a visit that no lot decided. */
  async outside(subjectId: string, parts: Partial<Prisma.OutsideVisitCreateManyInput> = {}): Promise<void> {
    const recorded = { evidence: '举报', recordedBy: 'test', recordedAt: new Date() };
    const visit = {
      department: 'd',
      subjectId,
      source: 'COMPLAINT',
      kind: 'CASE',
      level: 'CITY',
      inspectedOn: '2026-02-01',
    };
    await this.database.outsideVisit.create({ data: { ...visit, ...recorded, ...parts } });
  }
}

function legRow(planId: string, [id, leg]: readonly [string, StatedLeg]): Prisma.LegCreateManyInput {
  const { window, department = 'd', kind = 'ROUTINE', level = 'CITY' } = leg;
  const [windowFirst, windowLast] = window;
  return { planId, id, department, title: id, kind, level, windowFirst, windowLast, quota: [], crew: {} };
}

/** The terms of stated legs. */
export function termsOf(stated: StatedLegs): Terms {
  const legs = Object.entries(stated).map(
    ([id, { window, department = 'd' }]): Leg => ({
      id,
      department,
      items: ['i'],
      window,
      quota: { strata: { '*': { percent: '100' } } },
      crew: { size: 1, specialties: [], district: 'ANY' },
    }),
  );
  return { legs, minOverlap: 1, publicSource: '' };
}
