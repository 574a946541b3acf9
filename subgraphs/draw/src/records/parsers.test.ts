import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrawError } from '../DrawError.js';
import { changesOf } from '../testing/changes.js';
import { drawInputs, recordsOf } from '../testing/smallDraws.js';
import { parseAmendmentsRecord } from './amendmentsRecord.js';
import { parseAuditorsRecord } from './auditorsRecord.js';
import { parsePublicRecord } from './publicRecord.js';
import { parseStatementRecord } from './statementRecord.js';
import { parseSubjectRecord } from './subjectRecord.js';

describe.each([
  ['statement', parseStatementRecord],
  ['public', parsePublicRecord],
  ['auditors', parseAuditorsRecord],
  ['subject', parseSubjectRecord],
  ['amendments', parseAmendmentsRecord],
] as const)('the parser of the kind %s', (kind, parse: (value: unknown) => object) => {
  it('gives back what was built, after JSON', () => {
    fc.assert(
      fc.property(drawInputs, (input) => {
        const record = recordsOf(input)[kind];
        expect(parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
      }),
      { numRuns: 40 },
    );
  });

  it('takes or refuses whatever it is given, and never crashes', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      drawInputs.chain((input) => changesOf(recordsOf(input)[kind])).map(({ changed }) => changed),
    );
    fc.assert(
      fc.property(values, (value) => {
        try {
          parse(value);
        } catch (error) {
          expect(error).toBeInstanceOf(DrawError);
        }
      }),
      { numRuns: 100 },
    );
  });
});
