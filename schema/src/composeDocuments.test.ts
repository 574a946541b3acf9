import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { composeDocuments } from './composeDocuments.js';
import { documentId, readDocumentManifest } from './documentManifest.js';

const composition = compose([
  {
    name: 'city',
    url: 'http://127.0.0.1:1/graphql',
    file: 'city.graphql',
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@inaccessible"])
      type Query { plan(id: ID!): Plan } type Plan { title: String draws: [Draw] hidden: Int @inaccessible } type Draw { seed: String }`,
  },
]);
const sdl = composition.ok ? composition.supergraphSdl : '';
const composed = (...texts: string[]) =>
  composeDocuments(
    texts.map((text, index) => ({ file: `documents/${index}.graphql`, text })),
    sdl,
  );
const findings = (...texts: string[]) => {
  const result = composed(...texts);
  return result.ok ? [] : result.findings.map(({ code, message }) => `${code} ${message}`);
};

describe('composeDocuments', () => {
  it('lists operations by name, each with the fragments that it uses, from whichever file', () => {
    const result = composed(
      'query B($id: ID!) { plan(id: $id) { ...P } } fragment Unused on Plan { title }',
      'query A { plan(id: "1") { title } }',
      'fragment P on Plan { draws { ...D } } fragment D on Draw { seed }',
    );
    if (!result.ok) throw new Error(JSON.stringify(result.findings));
    const { operations } = result.manifest;
    expect(operations.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(operations[1]?.body).toMatch(/^query B.*fragment D on Draw.*fragment P on Plan/s);
    expect(operations[1]?.body).not.toContain('Unused');
    for (const { id, body } of operations) expect(id).toBe(documentId(body));
  });

  it('finds what does not fit the graph as clients see it, with file and line', () => {
    expect(findings('query A {\n  plan(id: 1) { rating } }')[0]).toMatch(
      /OV_SCHEMA_DOCUMENT documents\/0\.graphql:2.*"rating"/,
    );
    expect(findings('query A { plan(id: 1) { hidden } }')[0]).toContain('"hidden"');
    expect(findings('query A { plan(id: 1) { ...Missing } }')[0]).toContain('"Missing"');
  });

  it('finds documents without a name, with one that stands twice, and those that are no GraphQL', () => {
    expect(findings('{ plan(id: 1) { title } }')[0]).toContain('needs a name');
    expect(findings('query A { plan(id: 1) { title } }', 'query A { plan(id: 2) { title } }')).toHaveLength(2);
    expect(findings('query {', 'query A { plan(id: 1) { title } }')).toEqual([
      expect.stringMatching(/documents\/0\.graphql:1.*Syntax Error/),
    ]);
  });
});

describe('readDocumentManifest', () => {
  it("reads this project's, whose ids fit their documents", () => {
    const { operations } = readDocumentManifest();
    expect(operations.map(({ name }) => name)).toContain('DrawRecord');
  });

  it('refuses what is no manifest', () => {
    const register = new URL('../departments.json', import.meta.url);
    expect(() => readDocumentManifest(register)).toThrow(expect.objectContaining({ code: 'OV_SCHEMA_MANIFEST' }));
  });
});
