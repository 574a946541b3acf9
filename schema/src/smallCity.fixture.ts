import { checkSubgraph } from './check/checkSubgraph.js';
import { departmentSdl } from './departmentSdl.js';
import type { SubgraphSource } from './finding.js';
import type { DepartmentEntry } from './register.js';
import { jointSdl } from './stubs.js';

/** Two departments are enough to disagree. */
export const register: readonly DepartmentEntry[] = [
  {
    code: 'fire-rescue',
    prefix: 'FireRescue',
    name: { zh: '消防救援支队', en: 'Fire and Rescue' },
    url: 'http://127.0.0.1:4103/graphql',
  },
  { code: 'water', prefix: 'Water', name: { zh: '水利局', en: 'Water' }, url: 'http://127.0.0.1:4109/graphql' },
];

const OWN_SDL: Readonly<Record<string, string>> = {
  'fire-rescue': `
    extend type FireRescuePoolEntry {
      "Storeys above ground."
      storeys: Int
      "What it is used for."
      uses: [FireRescueUse!]
    }

    "What a building is used for."
    enum FireRescueUse {
      "Shops."
      RETAIL
    }
  `,
  water: '',
};

const JOINT_OWN_SDL = `
  type Query {
    "The departments."
    departments: [Department!]! @access(to: ["public"])
  }

  type Mutation {
    "Convenes a joint plan."
    convene: JointPlan @access(to: ["lead"])
  }

  "A joint plan."
  type JointPlan @key(fields: "id") @access(to: ["public"]) {
    "Global id."
    id: ID!
  }

  "A page of joint plans."
  type JointPlanConnection {
    "The plans."
    nodes: [JointPlan!]!
    "The plans, each with its cursor."
    edges: [JointPlanEdge!]!
    "Where the page begins and ends."
    pageInfo: PageInfo!
  }

  "A plan on a page."
  type JointPlanEdge {
    "The plan."
    node: JointPlan!
  }

  "A visit."
  type Visit @key(fields: "id") @access(to: ["public"]) {
    "Global id."
    id: ID!
  }

  "A page of visits."
  type VisitConnection {
    "The visits."
    nodes: [Visit!]!
    "The visits, each with its cursor."
    edges: [VisitEdge!]!
  }

  "A visit on a page."
  type VisitEdge {
    "The visit."
    node: Visit!
  }

  "What the rules ask of a department."
  type DepartmentTargets @access(to: ["public"]) {
    "Percent of the items."
    items: Int
  }

  "How much draws have reached."
  type DepartmentCoverage @access(to: ["public"]) {
    "Of its items, in percent."
    items: Percent
  }

  "Indicators of a year."
  type Indicators @access(to: ["lead"]) {
    "The year."
    year: Int!
  }

  "An indicator."
  type Indicator @access(to: ["lead"]) {
    "In percent."
    percent: Percent
  }
`;

function source(name: string, url: string, sdl: string): SubgraphSource {
  return { name, url, sdl, file: `schema/subgraphs/${name}.graphql` };
}

/** Subgraphs that conform and compose: fire-rescue, water and joint-inspection, in this order. */
export function smallCity(): SubgraphSource[] {
  return [
    ...register.map((entry) => source(entry.code, entry.url, departmentSdl(entry, OWN_SDL[entry.code] ?? ''))),
    source('joint-inspection', 'http://127.0.0.1:4100/graphql', jointSdl(register, JOINT_OWN_SDL)),
  ];
}

/** The small city with `name`'s SDL edited: `from`, which must stand in it, becomes `to`. */
export function cityWith(name: string, from: string, to: string): SubgraphSource[] {
  return smallCity().map((subgraph) => (subgraph.name === name ? edited(subgraph, from, to) : subgraph));
}

/** One subgraph of the small city, edited the same way. */
export function subgraphWith(name: string, from: string, to: string): SubgraphSource {
  const found = cityWith(name, from, to).find((subgraph) => subgraph.name === name);
  if (found === undefined) throw new Error(`The small city has no ${name}.`);
  return found;
}

/** What the check finds when the SDL of water says `to` for `from`: code and first line of each finding. */
export function checkedWith(from: string, to: string): string[] {
  const findings = checkSubgraph(subgraphWith('water', from, to), register);
  return findings.map(({ code, places }) => `${code}:${places[0]?.excerpt}`);
}

/** The line, counted from 1, on which `text` first stands in an SDL. */
export function lineWith(subgraph: SubgraphSource, text: string): number {
  return subgraph.sdl.split('\n').findIndex((line) => line.includes(text)) + 1;
}

function edited(subgraph: SubgraphSource, from: string, to: string): SubgraphSource {
  if (!subgraph.sdl.includes(from)) throw new Error(`${subgraph.name} does not say: ${from}`);
  return { ...subgraph, sdl: subgraph.sdl.replace(from, to) };
}
