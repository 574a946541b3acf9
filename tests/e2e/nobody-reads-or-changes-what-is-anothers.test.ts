import { keyFilesIn } from '@onevisit/gateway';
import { ASSERTION_HEADER, createAssertionSigner, type Viewer } from '@onevisit/kit/identity';
import { describe, expect, inject, it } from 'vitest';
import { type Answer, ask, dataOf, inspector, lead, officer, post } from './ask.js';

const city = inject('city');
const FIRE = 'fire-rescue';

/** Asks a subgraph itself, as the gateway would for a viewer. */
async function askSubgraph<Data>(code: string, viewer: Viewer, query: string): Promise<Answer<Data>> {
  const body = { query };
  const signer = await createAssertionSigner(keyFilesIn(city.dataDir).privateKeyOf('gateway'));
  const assertion = await signer.sign({ audience: code, body: JSON.stringify(body), viewer });
  return await post(city.subgraphUrls[code] ?? '', { [ASSERTION_HEADER]: assertion }, body);
}

const INSPECTORS = '{ fireRescue { inspectors(first: 3) { nodes { id name certificateNumber } } } }';

describe("an officer reads their own department's inspectors and no other's", () => {
  it('through the gateway', async () => {
    type Data = { fireRescue: { inspectors: { nodes: { name: string }[] } | null } };
    const own = dataOf(await ask<Data>(city, officer(FIRE), INSPECTORS));
    expect(own.fireRescue.inspectors?.nodes).toHaveLength(3);
    const other = await ask<Data>(city, officer('health'), INSPECTORS);
    expect(other.data.fireRescue.inspectors).toBeNull();
    expect(other.errors.map((error) => error.extensions.code)).toEqual(['OV_KIT_FORBIDDEN']);
    expect(other.text).not.toContain('示例检查员');
  });

  it('nor through _entities on the subgraph itself', async () => {
    const own = dataOf(
      await ask<{ fireRescue: { inspectors: { nodes: { id: string }[] } } }>(city, officer(FIRE), INSPECTORS),
    );
    const id = own.fireRescue.inspectors.nodes[0]?.id;
    const query = `{ _entities(representations: [{ __typename: "FireRescueInspector", id: "${id}" }]) {
      ... on FireRescueInspector { name certificateNumber specialties recusals { subjectId } } } }`;
    const other = await askSubgraph(FIRE, { role: 'officer', sub: 'x', department: 'health' }, query);
    expect(other.errors[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
    expect(other.text).not.toContain('示例检查员');
    const mine = await askSubgraph(FIRE, { role: 'officer', sub: 'x', department: FIRE }, query);
    expect(mine.errors).toEqual([]);
    expect(mine.text).toContain('示例检查员');
  });

  it("nor changes another's data", async () => {
    const save = `mutation { fireRescueSaveItems(items: [{ code: "XF-001", title: "改", itemClass: KEY, basis: ["改"],
      subjectKind: "改", content: "改", methods: [ON_SITE], validFrom: "2026-01-01" }]) { updated } }`;
    for (const who of [officer('health'), lead, inspector('fire-rescue:inspector:XF-0001')]) {
      const answer = await ask<{ fireRescueSaveItems: object | null } | null>(city, who, save);
      expect(answer.data?.fireRescueSaveItems ?? null).toBeNull();
      expect(answer.errors[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
    }
    const { fireRescue } = dataOf(
      await ask<{ fireRescue: { items: { nodes: { title: string }[] } } }>(
        city,
        'public',
        '{ fireRescue { items { nodes { title } } } }',
      ),
    );
    expect(fireRescue.items.nodes.map((item) => item.title)).not.toContain('改');
  });
});

describe('a subgraph answers nobody without a valid assertion', () => {
  const query = '{ __typename }';
  const asPublic: Viewer = { role: 'public' };

  it('none, a forged one, one for another subgraph, one for another body, one that claims to be a service', async () => {
    const url = city.subgraphUrls[FIRE] ?? '';
    const signer = await createAssertionSigner(keyFilesIn(city.dataDir).privateKeyOf('gateway'));
    const department = await createAssertionSigner(keyFilesIn(city.dataDir).privateKeyOf('health'));
    const body = JSON.stringify({ query });
    const assertions = [
      null,
      'forged',
      await signer.sign({ audience: 'health', body, viewer: asPublic }),
      await signer.sign({ audience: FIRE, body: `${body} `, viewer: asPublic }),
      await signer.sign({ audience: FIRE, body, viewer: { role: 'service', sub: 'joint-inspection' } }),
      await department.sign({ audience: FIRE, body, viewer: { role: 'officer', sub: 'x', department: FIRE } }),
    ];
    for (const assertion of assertions) {
      const headers: Record<string, string> = assertion === null ? {} : { [ASSERTION_HEADER]: assertion };
      const answer = await post(url, headers, { query });
      expect(answer.status).toBe(401);
      expect(answer.errors[0]?.extensions.code).toBe('OV_KIT_UNAUTHENTICATED');
    }
    const good = await signer.sign({ audience: FIRE, body, viewer: asPublic });
    expect((await post(url, { [ASSERTION_HEADER]: good }, { query })).status).toBe(200);
  });

  it('and the gateway passes no such header on', async () => {
    const signer = await createAssertionSigner(keyFilesIn(city.dataDir).privateKeyOf('gateway'));
    const body = JSON.stringify({ query: INSPECTORS });
    const viewer: Viewer = { role: 'officer', sub: 'x', department: FIRE };
    const smuggled = await signer.sign({ audience: FIRE, body, viewer });
    const answer = await post<object>(
      `${city.gatewayUrl}/graphql`,
      { [ASSERTION_HEADER]: smuggled },
      { query: INSPECTORS },
    );
    expect(answer.errors[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
  });
});

describe('the public sees no credit class and no mark anywhere', () => {
  it('whichever field says one, or could', async () => {
    const { example } = city.summary;
    const variables = { visit: example?.id, uscc: example?.subject.uscc, draw: city.summary.drawId };
    const fields = [
      '{ marketRegulation { pool(filter: { creditClasses: [D] }) { totalCount nodes { name creditClass } } } }',
      'query Q($uscc: CreditCode!) { marketSubject(uscc: $uscc) { name marketRegulation { entries { creditClass } } } }',
      'query Q($uscc: CreditCode!) { marketSubject(uscc: $uscc) { health { entries { creditClass } } } }',
      'query Q($uscc: CreditCode!) { marketSubject(uscc: $uscc) { health { entries { marks } } } }',
      'query Q($draw: ID!) { draw(id: $draw) { quotas { stratum } } }',
      'query Q($draw: ID!) { draw(id: $draw) { record(kind: AUDITORS) { text } } }',
      'query Q($draw: ID!) { draw(id: $draw) { plan { legs { quota { stratum percent } } } } }',
      'query Q($draw: ID!) { draw(id: $draw) { plan { legs { task { quota { stratum } stratifyBy } } } } }',
    ];
    for (const query of fields) {
      const answer = await ask<object>(city, 'public', query, variables);
      expect(answer.errors.map((error) => error.extensions.code)).toContain('OV_KIT_FORBIDDEN');
      expect(answer.text).not.toMatch(/"(creditClass|stratum|text)":"|"marks":\[/);
    }
  });

  it('and the statement of a freeze adds strata up for it', async () => {
    const { draw } = dataOf(
      await ask<{ draw: { statement: { entries: { stratum: string | null; count: number }[] } } }>(
        city,
        'public',
        'query Q($id: ID!) { draw(id: $id) { statement { rosterRoot entries { legId stratum standing count } } } }',
        { id: city.summary.drawId },
      ),
    );
    expect(draw.statement.entries.length).toBeGreaterThan(0);
    expect(new Set(draw.statement.entries.map((entry) => entry.stratum))).toEqual(new Set([null]));
  });

  it('nor a visit before its plan says so', async () => {
    const { draw, visit } = dataOf(
      await ask<{ draw: { visitCount: number; visits: { totalCount: number } }; visit: object | null }>(
        city,
        'public',
        'query Q($draw: ID!, $visit: ID!) { draw(id: $draw) { visitCount visits { totalCount } } visit(id: $visit) { id } }',
        { draw: city.summary.drawId, visit: city.summary.example?.id },
      ),
    );
    expect(draw.visitCount).toBe(city.summary.visits);
    expect(draw.visits.totalCount).toBe(0);
    expect(visit).toBeNull();
  });
});

describe('a bad token is refused', () => {
  it('and never taken for the public', async () => {
    const answer = await post<object | undefined>(
      `${city.gatewayUrl}/graphql`,
      { authorization: 'Bearer not.a.token' },
      { query: '{ departments { id } }' },
    );
    expect(answer.errors[0]?.extensions.code).toBe('OV_GATEWAY_TOKEN_INVALID');
    expect(answer.data ?? null).toBeNull();
  });
});
