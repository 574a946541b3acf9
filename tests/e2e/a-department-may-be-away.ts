import { beforeAll, describe, expect, it } from 'vitest';
import { ask, dataOf, type GatewayAddress, lead, officer } from './ask.js';
import type { StoppableHub } from './StoppableHub.js';
import { day, drawPlan, freezeDraw, openDraw, publishPlan } from './smallPlan.js';

const ITEM = {
  title: '消防安全检查',
  itemClass: 'KEY',
  basis: ['《中华人民共和国消防法》'],
  subjectKind: '宾馆、旅店',
  content: '消防设施',
  methods: ['ON_SITE'],
  validFrom: '2026-01-01',
};

const CODES = ['91350100M000100Y43', '11371525004442025C', '11341600MB1543234K', '11370323MB2859070U'];

/** Gives a department an item, a pool of four hotels and six inspectors. */
async function fill(gateway: GatewayAddress, code: string, field: string): Promise<void> {
  const entries = CODES.map((uscc, index) => ({
    code: `P${index}`,
    kind: 'ENTERPRISE',
    name: `示例宾馆${index}`,
    uscc,
    division: '411502',
    industry: 'hotel',
    creditClass: 'A',
    validFrom: '2020-01-01',
  }));
  const inspectors = Array.from({ length: 6 }, (_, index) => ({
    code: `I${index}`,
    name: `示例检查员${index}`,
    certificateNumber: `${code}-${index}`,
    certificateValidTo: '2099-12-31',
    district: '411502',
    post: 'FRONT_LINE',
    capacity: 50,
  }));
  const prefix = field.charAt(0).toUpperCase() + field.slice(1);
  dataOf(
    await ask(
      gateway,
      officer(code),
      `mutation Fill($items: [ItemInput!]!, $entries: [${prefix}PoolEntryInput!]!, $inspectors: [InspectorInput!]!) {
         ${field}SaveItems(items: $items) { created }
         ${field}SavePoolEntries(entries: $entries) { created }
         ${field}SaveInspectors(inspectors: $inspectors) { created }
       }`,
      { items: [{ ...ITEM, code: 'X-001' }], entries, inspectors },
    ),
  );
}

const PLAN = {
  legs: [
    { department: 'market-regulation', item: 'X-001', industries: ['hotel'], count: 2 },
    { department: 'fire-rescue', item: 'X-001', industries: ['hotel'], count: 2 },
  ],
  window: { first: day(), last: day(20) },
  disclosure: 'AT_DRAW',
} as const;

interface Away {
  readonly draw: {
    readonly visits: {
      readonly nodes: readonly {
        readonly subjectName: string;
        readonly subject: { readonly name: string };
        readonly items: readonly {
          readonly planned: { readonly title: string; readonly item: { readonly title: string | null } | null };
        }[];
        readonly crew: readonly {
          readonly seats: readonly {
            readonly name: string;
            readonly inspector: { readonly name: string | null } | null;
          }[];
        }[];
      }[];
    };
  };
}

const VISITS = `query Visits($id: ID!) { draw(id: $id) { visits { nodes {
  subjectName subject { name } items { planned { title item { title } } } crew { seats { name inspector { name } } }
} } } }`;

/** A promise, shown on a hub of which a department is stopped. */
export function aDepartmentMayBeAway(stoppable: () => StoppableHub): void {
  describe('a department may be away', () => {
    const gateway = (): GatewayAddress => stoppable().hub;

    beforeAll(async () => {
      await fill(gateway(), 'market-regulation', 'marketRegulation');
      await fill(gateway(), 'fire-rescue', 'fireRescue');
    });

    it('and costs an answer its own values only, with an error that names it and leaks nothing', async () => {
      const id = await drawPlan(gateway(), await publishPlan(gateway(), PLAN));
      const whole = dataOf(await ask<Away>(gateway(), lead, VISITS, { id }));
      expect(whole.draw.visits.nodes).toHaveLength(2);

      const partial = await stoppable().without('fire-rescue', () => ask<Away>(gateway(), lead, VISITS, { id }));

      for (const [index, visit] of partial.data.draw.visits.nodes.entries()) {
        expect(visit.subjectName).toBe(whole.draw.visits.nodes[index]?.subjectName);
        expect(visit.subject.name).toBe(whole.draw.visits.nodes[index]?.subject.name);
        expect(visit.items.map((item) => item.planned.title)).toEqual([ITEM.title, ITEM.title]);
        const live = visit.items.map((item) => item.planned.item?.title ?? null);
        expect(live.filter((title) => title === ITEM.title)).toHaveLength(1);
        expect(visit.crew.flatMap((team) => team.seats.map((seat) => seat.name))).toHaveLength(4);
      }
      expect(partial.errors.length).toBeGreaterThan(0);
      for (const error of partial.errors) {
        expect(error.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
        expect(error.extensions.serviceName).toBe('fire-rescue');
        expect(error.message).toContain('fire-rescue');
      }
      expect(partial.text).not.toMatch(/127\.0\.0\.1|localhost|ECONNREFUSED|node_modules|at .*\.js/);
      expect(dataOf(await ask<Away>(gateway(), lead, VISITS, { id }))).toEqual(whole);
    });

    it('while a pool is frozen: the freeze says whom it waits for, and goes on when told to', async () => {
      const planId = await publishPlan(gateway(), PLAN);
      const id = await openDraw(gateway(), planId);
      await stoppable().without('fire-rescue', async () => {
        await expect(freezeDraw(gateway(), id)).rejects.toThrow(/fire-rescue/);
        const query =
          'query Draw($id: ID!) { draw(id: $id) { phase progress { waitingFor } statement { rosterRoot } } }';
        const { draw } = dataOf(await ask<{ draw: object }>(gateway(), lead, query, { id }));
        expect(draw).toEqual({ phase: 'FREEZING', progress: { waitingFor: ['fire-rescue'] }, statement: null });
      });
      await freezeDraw(gateway(), id);
    });
  });
}
