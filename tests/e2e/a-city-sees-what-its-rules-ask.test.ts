import { describe, expect, inject, it } from 'vitest';
import { ask, dataOf, lead } from './ask.js';
import { adopt } from './cityRules.js';
import { convenePlan, day } from './smallPlan.js';

const city = inject('city');

interface Target {
  readonly percent: string;
  readonly by: string;
  readonly met: boolean;
  readonly share: { readonly numerator: number; readonly denominator: number } | null;
  readonly citations: readonly { readonly pack: string; readonly article: string }[];
}

interface Departments {
  readonly departments: readonly {
    readonly id: string;
    readonly targets: { readonly items: Target };
    readonly items: { readonly nodes: readonly { readonly byLot: boolean }[] };
  }[];
}

const TARGETS = `query Targets($on: Date!, $today: Date!) { departments { id
  targets(on: $on) { items { percent by met share { numerator denominator } citations { pack article } } }
  items(first: 200, filter: { inForceOn: $today }) { nodes { byLot } } } }`;

describe('a city sees what its rules ask', () => {
  it('the coverage of items that Karamay asked for, computed from the real lists of ten departments', async () => {
    await adopt(city, 'karamay-2016@1', '2016-09-30');
    const targets = async (on: string) =>
      dataOf(await ask<Departments>(city, 'public', TARGETS, { on, today: day() })).departments;
    const autumn = await targets('2016-10-01');
    expect(autumn.length).toBe(10);
    for (const { targets: asked } of autumn) {
      const { by, share, citations } = asked.items;
      // Nobody counted their lists then.
      expect({ by, share }).toEqual({ by: '2016-11-30', share: null });
      expect(citations[0]?.pack).toBe('karamay-2016');
    }
    const percentOf = (id: string) => autumn.find((department) => department.id === id)?.targets.items.percent;
    expect(percentOf('market-regulation')).toBe('70');
    expect(percentOf('culture-tourism')).toBe('50');
    const nextYear = await targets('2017-06-01');
    expect(new Set(nextYear.map(({ targets: { items } }) => `${items.percent} ${items.by}`))).toEqual(
      new Set(['100 2017-12-31']),
    );
    // Of a day that is not past, lists count as they are.
    const later = Number(day().slice(0, 4)) + 20;
    await adopt(city, 'karamay-2016@1', `${later}-01-01`);
    for (const { id, targets: asked, items } of await targets(`${later}-06-01`)) {
      const { percent, by, met, share } = asked.items;
      const byLot = items.nodes.filter((item) => item.byLot).length;
      expect(share, id).toEqual({ ...share, numerator: byLot, denominator: items.nodes.length });
      expect({ percent, by }).toEqual({ percent: '100', by: '2017-12-31' });
      expect(met, id).toBe(byLot * 100 >= Number(percent) * items.nodes.length);
    }
  });

  it('and a plan that they forbid is refused through the gateway, with the article', async () => {
    const legs = [
      { department: 'fire-rescue', item: 'XF-001', industries: ['hotel'], count: 1, crew: 1 },
      { department: 'health', item: 'WJ-001', industries: ['hotel'], count: 1 },
    ];
    const window = { first: day(), last: day(30) };
    await expect(convenePlan(city, { legs, window, disclosure: 'AFTER_WINDOW' })).rejects.toThrow(
      /taskIds\[0\].*1.*national-baseline 第四十二条第一款“执法人员不得少于两人/,
    );
  });

  it('and whoever asks is told which rule is in force, in the words of its document', async () => {
    const query = `query Rule($on: Date!) { ruleInForce(kind: "officers", on: $on) {
      packId rule { parameters citations { document text } } } }`;
    interface InForce {
      readonly ruleInForce: {
        readonly packId: string;
        readonly rule: { readonly parameters: string; readonly citations: readonly { readonly text: string }[] };
      };
    }
    const { ruleInForce } = dataOf(await ask<InForce>(city, lead, query, { on: day() }));
    expect(ruleInForce.packId).toBe('example-city@1');
    expect(JSON.parse(ruleInForce.rule.parameters)).toMatchObject({ fewest: 2 });
    expect(ruleInForce.rule.citations.map(({ text }) => text).join()).toContain('执法人员不得少于两人');
  });
});
