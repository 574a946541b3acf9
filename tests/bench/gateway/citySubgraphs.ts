/** A subgraph of the benchmark: its SDL, and resolvers that compute every value from the id it belongs to. */
export interface BenchSubgraph {
  readonly sdl: string;
  readonly resolvers: object;
}

/** Names of the three. */
export type BenchSubgraphName = keyof typeof BENCH_SUBGRAPHS;

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** A plan's legs are of few items: its visits share them, as the visits of a joint plan do. */
const ITEMS_OF_A_PLAN = 6;
const ITEMS_OF_A_VISIT = 3;

interface Visit {
  readonly plan: string;
  readonly number: number;
}

/**
 * As in a city: visits of a joint plan, the subjects that they go to, the items that they cover, and what the department
 * of the items knows of the subjects.
 */
export const BENCH_SUBGRAPHS = {
  'joint-inspection': {
    sdl: `${LINK}
      type Query { visit(plan: ID!, number: Int!): Visit visits(plan: ID!, first: Int!): [Visit!] }
      type Visit { id: ID! number: Int! phase: String window: Window subject: MarketSubject items: [PlannedItem!] }
      type Window { first: String! last: String! }
      type PlannedItem { id: ID! title: String item: FireRescueItem }
      type MarketSubject @key(fields: "uscc") { uscc: ID! }
      type FireRescueItem @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        visit: (_source: unknown, { plan, number }: Visit): Visit => ({ plan, number }),
        visits: (_source: unknown, { plan, first }: { plan: string; first: number }): Visit[] =>
          Array.from({ length: first }, (_, number) => ({ plan, number })),
      },
      Visit: {
        id: ({ plan, number }: Visit) => `${plan}:visit:${number}`,
        phase: () => 'DRAWN',
        window: () => ({ first: '2026-12-01', last: '2026-12-20' }),
        subject: ({ plan, number }: Visit) => ({ uscc: `91411502${plan}${String(number).padStart(5, '0')}` }),
        items: ({ plan, number }: Visit) =>
          Array.from({ length: ITEMS_OF_A_VISIT }, (_, place) => {
            const item = `fire-rescue:item:${plan}-XF-00${(number + place) % ITEMS_OF_A_PLAN}`;
            return { id: `${plan}:${number}:${place}`, title: '消防安全检查', item: { id: item } };
          }),
      },
    },
  },
  'market-regulation': {
    sdl: `${LINK}
      type MarketSubject @key(fields: "uscc") { uscc: ID! name: String kind: String address: String creditClass: String }`,
    resolvers: {
      MarketSubject: {
        __resolveReference: async ({ uscc }: { uscc: string }) => ({ uscc }),
        name: ({ uscc }: { uscc: string }) => `示例宾馆有限公司${uscc.slice(-5)}`,
        kind: () => 'ENTERPRISE',
        address: ({ uscc }: { uscc: string }) => `河南省信阳市浉河区示例路${uscc.slice(-3)}号`,
        creditClass: () => 'A',
      },
    },
  },
  'fire-rescue': {
    sdl: `${LINK}
      type FireRescueItem @key(fields: "id") { id: ID! code: String title: String basis: [String!] methods: [String!] }
      type MarketSubject @key(fields: "uscc") { uscc: ID! fireRescue: FireRescueProfile }
      type FireRescueProfile { riskLevel: String isKeyUnit: Boolean }`,
    resolvers: {
      FireRescueItem: {
        __resolveReference: async ({ id }: { id: string }) => ({ id }),
        code: ({ id }: { id: string }) => id.slice(-6),
        title: () => '对消防安全重点单位履行法定消防安全职责情况的监督抽查',
        basis: () => ['《中华人民共和国消防法》第五十三条', '《消防监督检查规定》第六条'],
        methods: () => ['ON_SITE', 'DOCUMENTS'],
      },
      MarketSubject: {
        __resolveReference: async ({ uscc }: { uscc: string }) => ({ uscc }),
        fireRescue: () => ({ riskLevel: 'HIGH', isKeyUnit: true }),
      },
    },
  },
} satisfies Record<string, BenchSubgraph>;
