import { Supergraph } from '@apollo/federation-internals';
import { readDocumentManifest, readSupergraph } from '@onevisit/schema';
import { getOperationAST, parse } from 'graphql';
import { expect, it } from 'vitest';
import { CacheHints } from './cacheHints.js';
import { operationMaxAge } from './operationMaxAge.js';

it('keeps what the public asks of plans, draws, coverage and rules for a while, and nothing of persons', () => {
  const sdl = readSupergraph();
  const schema = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
  const hints = new CacheHints(sdl, schema);
  const ages = readDocumentManifest().operations.map(({ name, body }) => {
    const document = parse(body);
    const operation = getOperationAST(document);
    return [name, operation == null ? -1 : operationMaxAge(operation, document, schema, hints)];
  });
  expect(Object.fromEntries(ages)).toMatchObject({
    Departments: 30,
    CoverageByDepartment: 30,
    CoverageDashboard: 30,
    IndicatorDefinitions: 300,
    CoverageState: 0,
    PublishedDraws: 1,
    Draws: 1,
    VisitCapInForce: 60,
    DrawOutline: 5,
    Visits: 0,
    DemoVisit: 0,
    SubmittedTasks: 0,
    DepartmentLists: 0,
    LedgerCheck: 0,
    DrawRecord: 0,
    SubjectRecord: 0,
    ImportYearNotice: 0,
  });
});
