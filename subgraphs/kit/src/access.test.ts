import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { applyAccess, mayAccess } from './access.js';
import { type Role, roles, type Viewer } from './identity/viewer.js';

const PROLOGUE = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://onevisit.example/access/v1.0", import: ["@access"]) @composeDirective(name: "@access")
  directive @access(to: [String!]!) on OBJECT | FIELD_DEFINITION
`;

const SDL = `${PROLOGUE}
  type Query {
    open: String @access(to: ["public"])
    unmarked: String
    officers: String @access(to: ["officer", "lead"])
    entry: Entry @access(to: ["public"])
    nobody: String @access(to: [])
  }
  type Entry @key(fields: "id") @access(to: ["officer", "inspector", "auditor"]) {
    id: ID!
    name: String
    grade: String @access(to: ["officer"])
    shown: String @access(to: ["public"])
  }
`;

const viewers: Readonly<Record<Role, Viewer>> = {
  public: { role: 'public' },
  lead: { role: 'lead', sub: 'l', department: 'market-regulation' },
  officer: { role: 'officer', sub: 'o', department: 'fire-rescue' },
  leader: { role: 'leader', sub: 'h', department: 'fire-rescue' },
  inspector: { role: 'inspector', sub: 'i', department: 'fire-rescue', inspector: 'fire-rescue:inspector:1' },
  auditor: { role: 'auditor', sub: 'a' },
  subject: { role: 'subject', sub: 's', subject: '91350100M000100Y43' },
  service: { role: 'service', sub: 'joint-inspection' },
};
const stranger: Viewer = { role: 'officer', sub: 'o', department: 'water' };

/** A schema whose look-ups are counted. */
function served(owner: string | null) {
  const counts = { lookups: 0 };
  const entry = { id: '1', name: 'n', grade: 'A', shown: 's' };
  const resolvers = {
    Query: { open: () => 'o', unmarked: () => 'u', officers: () => 'x', entry: () => entry, nobody: () => 'n' },
    Entry: {
      __resolveReference: async () => {
        counts.lookups += 1;
        return { ...entry };
      },
    },
  };
  const schema = applyAccess(buildSubgraphSchema({ typeDefs: parse(SDL), resolvers }), owner);
  const ask = async (viewer: Viewer, source: string) => {
    const { data, errors } = await graphql({ schema, source, contextValue: { viewer } });
    return { data, codes: errors?.map(({ extensions }) => extensions.code) ?? [] };
  };
  return { ask, counts };
}

/** Who of all roles, and of another department's officers, gets a field. */
async function whoGets(owner: string | null, source: string): Promise<string[]> {
  const { ask } = served(owner);
  const allowed: string[] = [];
  for (const [name, viewer] of Object.entries({ ...viewers, stranger })) {
    const { codes } = await ask(viewer, source);
    expect(codes).toEqual(codes.map(() => 'OV_KIT_FORBIDDEN'));
    if (codes.length === 0) allowed.push(name);
  }
  return allowed;
}

const all = [...roles, 'stranger'];

describe('a field', () => {
  it.each([
    ['{ open }', all],
    ['{ unmarked }', all],
    ['{ entry { __typename } }', all],
    ['{ nobody }', []],
    ['{ officers }', ['lead', 'officer']],
    ['{ entry { name } }', ['officer', 'inspector', 'auditor']],
    ['{ entry { id } }', ['officer', 'inspector', 'auditor']],
    ['{ entry { grade } }', ['officer']],
    ['{ entry { shown } }', all],
    ['{ entry { alias: grade } }', ['officer']],
    ['{ entry { ... on Entry { ...F } } } fragment F on Entry { grade }', ['officer']],
  ])('%s is for those whom it names', async (source, expected) => {
    expect((await whoGets('fire-rescue', source)).sort()).toEqual([...expected].sort());
  });

  it('is for officers of any department where rows have no one owner', async () => {
    expect(await whoGets(null, '{ officers }')).toEqual(['lead', 'officer', 'stranger']);
  });

  it('that is refused costs only itself', async () => {
    const { ask } = served('fire-rescue');
    const { data } = await ask(viewers.inspector, '{ open entry { name grade } }');
    expect(data).toEqual({ open: 'o', entry: { name: 'n', grade: null } });
  });
});

describe('a reference', () => {
  const source = '{ _entities(representations: [{ __typename: "Entry", id: "1" }]) { ... on Entry { shown } } }';

  it('to a restricted type is looked up for those only whom the type names', async () => {
    const { ask, counts } = served('fire-rescue');
    for (const viewer of [viewers.public, viewers.lead, viewers.service, stranger]) {
      expect(await ask(viewer, source)).toEqual({ data: { _entities: [null] }, codes: ['OV_KIT_FORBIDDEN'] });
    }
    expect(counts.lookups).toBe(0);
    expect((await ask(viewers.officer, source)).data).toEqual({ _entities: [{ shown: 's' }] });
    expect(counts.lookups).toBe(1);
  });
});

it('refuses to start where the SDL names a role that there is not', () => {
  for (const wrong of [
    'type Query { x: String @access(to: ["admin"]) }',
    'type Query @access(to: ["Public"]) { x: Int }',
  ]) {
    const schema = buildSubgraphSchema({ typeDefs: parse(PROLOGUE + wrong) });
    expect(() => applyAccess(schema, null)).toThrow(expect.objectContaining({ code: 'OV_KIT_CONFIG' }));
  }
});

it('counts an inspector, officer or leader of another department for nothing', () => {
  const allowed = new Set<Role>(['officer', 'leader', 'inspector', 'lead']);
  expect(mayAccess({ ...viewers.leader, department: 'water' } as Viewer, allowed, 'fire-rescue')).toBe(false);
  expect(mayAccess(viewers.leader, allowed, 'fire-rescue')).toBe(true);
  expect(mayAccess(stranger, allowed, 'fire-rescue')).toBe(false);
  expect(mayAccess({ ...viewers.inspector, department: 'water' } as Viewer, allowed, 'fire-rescue')).toBe(false);
  expect(mayAccess(viewers.lead, allowed, 'fire-rescue')).toBe(true);
});
