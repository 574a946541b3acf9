import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { runDraw } from '../runDraw.js';
import { entry } from '../testing/samples.js';
import { drawInputs } from '../testing/smallDraws.js';
import { auditorsRecord } from './auditorsRecord.js';
import { auditorsFrame, entriesText, visitsText } from './auditorsText.js';

const canonical = (value: object) => canonicalJson(value as unknown as JsonValue);

describe('the text of an auditor’s record in parts', () => {
  it('joins to its canonical JSON', () => {
    fc.assert(
      fc.property(drawInputs, fc.nat(8), (input, run) => {
        const outcome = runDraw(input);
        const record = auditorsRecord(input, outcome);
        const { beforeRoster, betweenRosterAndVisits, afterVisits } = auditorsFrame(input, outcome);
        const runsOf = <T>(list: readonly T[]) =>
          [list.slice(0, run), list.slice(run)].filter(({ length }) => length > 0);
        const entries = runsOf(record.roster).map(entriesText).join(',');
        const visits = runsOf(record.visits).map(visitsText).join(',');
        const text = beforeRoster + entries + betweenRosterAndVisits + visits + afterVisits;
        expect(text).toBe(canonical(record));
      }),
      { numRuns: 40 },
    );
  });

  it('writes entries as canonical JSON does, whatever well-formed text they hold', () => {
    const texts = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(texts, texts, texts, (leg, subject, standing) => {
        const entries = [entry(leg, subject, { standing }), entry(leg, standing)];
        expect(`[${entriesText(entries)}]`).toBe(canonical(entries));
      }),
    );
  });
});
