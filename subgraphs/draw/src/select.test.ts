import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ranks } from './Ranks.js';
import { Roster, type RosterEntry } from './Roster.js';
import { SubjectKeys } from './SubjectKeys.js';
import { select } from './select.js';
import type { Leg } from './terms.js';
import { entry, leg, quotaRules } from './testing/samples.js';

const seed = '5e'.repeat(32);

/** What each leg selects, by id, with the quota rows. */
function selectionOf(legs: readonly Leg[], entries: readonly RosterEntry[]) {
  const terms = { legs, minOverlap: 1, publicSource: '' };
  const roster = new Roster(terms);
  for (const one of entries) roster.add(one);
  const ranks = new Ranks(seed, roster.subjects, new SubjectKeys('ab'.repeat(32), roster.subjects));
  const { quotas, selected } = select(terms, roster.cells(), ranks);
  const byLeg = new Map<string, string[]>(legs.map(({ id }) => [id, []]));
  for (const { leg: of, subjects } of selected) {
    byLeg.get(of.id)?.push(...[...subjects].map((number) => roster.subjects.textOf(number)));
  }
  for (const subjects of byLeg.values()) subjects.sort();
  return { quotas, byLeg, ranks, roster };
}

const pools = fc.array(
  fc.record({
    rules: fc.record({ A: quotaRules, '*': quotaRules }, { requiredKeys: [] }),
    entries: fc.uniqueArray(
      fc.record({
        subject: fc.nat(40).map((n) => `s${n}`),
        stratum: fc.constantFrom('A', 'B', '__proto__', 'constructor'),
        standing: fc.constantFrom('ELIGIBLE', 'ELIGIBLE', 'CAP_REACHED'),
      }),
      { selector: ({ subject }) => subject, maxLength: 30 },
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

const draws = pools.map((list) => ({
  legs: list.map(({ rules }, index) => leg(`d/${index}`, { quota: { strata: rules } })),
  entries: list.flatMap(({ entries }, index) =>
    entries.map(({ subject, ...rest }) => entry(`d/${index}`, subject, rest)),
  ),
}));

it('takes the lowest eligible of each stratum, as many as the quota, and shows shortages', () => {
  fc.assert(
    fc.property(draws, ({ legs, entries }) => {
      const { quotas, byLeg, ranks, roster } = selectionOf(legs, entries);
      for (const row of quotas) {
        const own = entries.filter((one) => one.leg === row.leg && one.stratum === row.stratum);
        const eligible = own.filter(({ standing }) => standing === 'ELIGIBLE').map(({ subject }) => subject);
        expect(row).toMatchObject({ population: own.length, eligible: eligible.length });
        expect(row.selected).toBe(Math.min(row.quota, row.eligible));
        const order = (a: string, b: string) => ranks.compare(roster.numberOf(a) ?? 0, roster.numberOf(b) ?? 0);
        const lowest = eligible.toSorted(order).slice(0, row.selected);
        const strata = new Map(own.map(({ subject, stratum }) => [subject, stratum]));
        const selected = (byLeg.get(row.leg) ?? []).filter((subject) => strata.get(subject) === row.stratum);
        expect(selected).toEqual(lowest.toSorted());
      }
    }),
  );
});

it('lets no leg change what another selects', () => {
  fc.assert(
    fc.property(draws, ({ legs, entries }) => {
      const together = selectionOf(legs, entries).byLeg;
      for (const one of legs) {
        const alone = selectionOf(
          [one],
          entries.filter(({ leg: of }) => of === one.id),
        );
        expect(alone.byLeg.get(one.id)).toEqual(together.get(one.id));
      }
    }),
  );
});
