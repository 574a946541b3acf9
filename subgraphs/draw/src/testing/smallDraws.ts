import fc from 'fast-check';
import { amendCrews } from '../amendCrews.js';
import { commitment } from '../commitments.js';
import type { DrawInput } from '../drawInput.js';
import type { Inspector } from '../inspectors.js';
import { compareEntries } from '../leaves.js';
import { type AmendmentsRecord, amendmentsRecord } from '../records/amendmentsRecord.js';
import { type AuditorsRecord, auditorsRecord } from '../records/auditorsRecord.js';
import { type PublicRecord, publicRecord } from '../records/publicRecord.js';
import { recordHash } from '../records/recordHash.js';
import { type StatementRecord, statementRecord } from '../records/statementRecord.js';
import { type SubjectRecord, subjectRecord } from '../records/subjectRecord.js';
import { drawFrozen, freezeRoster, runDraw } from '../runDraw.js';
import { hashFields } from '../sha256.js';
import { statementOf } from '../statementOf.js';
import { departmentsOf, type Leg } from '../terms.js';
import { entry, inspector, leg, quotaRules, windows } from './samples.js';

/** All records of one draw. */
export interface Records {
  readonly statement: StatementRecord;
  readonly public: PublicRecord;
  readonly auditors: AuditorsRecord;
  readonly subject: SubjectRecord;
  readonly amendments: AmendmentsRecord;
}

const SPECIALTIES = ['消防', 'food', '𠮷', '（'];
const SUBJECTS = ['s1', 's2', 's3', '（甲）', '𠮷', '91310000MA1FL00001'];
const DEPARTMENTS = ['fire-rescue', 'd', '__proto__'];

const legs: fc.Arbitrary<Leg> = fc
  .record({
    department: fc.constantFrom(...DEPARTMENTS),
    window: windows,
    rules: fc.record({ '*': quotaRules, A: quotaRules }, { requiredKeys: ['*'] }),
    size: fc.integer({ min: 1, max: 2 }),
    specialties: fc.subarray(SPECIALTIES, { maxLength: 2 }),
    district: fc.constantFrom('ANY', 'ANY', 'SAME', 'CROSS' as const),
  })
  .map(({ department, window, rules, size, specialties, district }) =>
    leg('', { department, window, quota: { strata: rules }, crew: { size, specialties, district } }),
  );

const people: fc.Arbitrary<Inspector> = fc
  .record({
    department: fc.constantFrom(...DEPARTMENTS),
    district: fc.constantFrom('1', '2'),
    specialties: fc.subarray(SPECIALTIES, { minLength: 2 }),
    recusals: fc.subarray(SUBJECTS, { maxLength: 2 }),
    capacity: fc.nat(4),
  })
  .map((parts) => inspector(parts.department, '', parts));

const entries = fc.record({
  leg: fc.nat(),
  subject: fc.nat(SUBJECTS.length - 1),
  stratum: fc.constantFrom('A', 'B'),
  standing: fc.constantFrom('ELIGIBLE', 'ELIGIBLE', 'ELIGIBLE', 'CAP_REACHED'),
});

/** Inputs of small draws: one to four legs, six subjects, departments that may not reveal. Every roster has an entry. */
export const drawInputs: fc.Arbitrary<DrawInput> = fc
  .record({
    legs: fc.array(legs, { minLength: 1, maxLength: 4 }),
    people: fc.array(people, { maxLength: 8 }),
    entries: fc.array(entries, { minLength: 1, maxLength: 18 }),
    revealed: fc.array(fc.boolean(), { minLength: DEPARTMENTS.length, maxLength: DEPARTMENTS.length }),
    publicSource: fc.constantFrom('', 'beacon'),
    minOverlap: fc.integer({ min: 1, max: 10 }),
  })
  .map((parts): DrawInput => {
    const numbered = parts.legs.map((one, index) => ({ ...one, id: `${one.department}/${index}` }));
    const terms = { legs: numbered, minOverlap: parts.minOverlap, publicSource: parts.publicSource };
    const taking = departmentsOf(terms);
    const nonceOf = (department: string) => hashFields('nonce', department);
    const byDepartment = (names: readonly string[], value: (department: string) => string) =>
      Object.fromEntries(names.map((department) => [department, value(department)]));
    const roster = new Map<string, DrawInput['roster'][number]>();
    for (const { leg: of, subject, stratum, standing } of parts.entries) {
      const one = numbered[of % numbered.length] ?? leg('');
      const id = SUBJECTS[subject] ?? '';
      roster.set(`${one.id} ${id}`, entry(one.id, id, { stratum, standing, district: subject % 2 === 0 ? '1' : '2' }));
    }
    return {
      drawId: 'draw-1',
      rosterKey: hashFields('roster key'),
      terms,
      commitments: byDepartment(taking, (department) => commitment('draw-1', department, nonceOf(department))),
      nonces: byDepartment(
        taking.filter((_, index) => parts.revealed[index]),
        nonceOf,
      ),
      publicEntropy: parts.publicSource === '' ? '' : '3 7 12 28',
      roster: [...roster.values()],
      inspectors: parts.people.map((person, index) => ({ ...person, id: `i${index}` })),
    };
  });

/** All records of the draw of an input whose roster is not empty; everybody in the first crew steps out, if somebody is. */
export function recordsOf(input: DrawInput): Records {
  const outcome = runDraw(input);
  const auditors = auditorsRecord(input, outcome);
  const subject = [...input.roster].sort(compareEntries)[0]?.subject ?? '';
  const frozen = freezeRoster(auditors, [subject]);
  const { cutOffs } = drawFrozen(auditors, frozen, outcome.seed);
  const hash = recordHash(auditors);
  const { drawId, terms, commitments, inspectors } = auditors;
  const draw = { ...auditors, visitCount: outcome.visits.length, recordHash: hash };
  const stepsOut = Object.entries(outcome.visits[0]?.crew ?? {})
    .flatMap(([department, seats]) => seats.map((seat) => ({ department, inspector: seat.inspector })))
    .flatMap(({ department, inspector: person }) =>
      person === null
        ? []
        : [
            {
              kind: 'stepOut' as const,
              department,
              place: { visit: outcome.visits[0]?.key ?? '', inspector: person },
              reason: 'RECUSAL',
              at: '2026-03-01T12:00:00Z',
            },
          ],
    )
    .slice(0, 1);
  return {
    auditors,
    statement: statementRecord(
      statementOf({
        drawId,
        terms,
        rosterRoot: outcome.rosterRoot,
        commitments,
        revealDeadline: '2026-03-01T12:00:00+08:00',
        cells: frozen.roster.cells(),
        inspectors,
      }),
    ),
    public: publicRecord(draw, outcome.visits),
    subject: subjectRecord(
      { ...outcome, ...input, leafCount: frozen.leaves, evidence: frozen.evidence, cutOffs },
      subject,
    ),
    amendments: amendmentsRecord(draw, stepsOut, outcome.visits, amendCrews(auditors, outcome.visits, stepsOut)),
  };
}
