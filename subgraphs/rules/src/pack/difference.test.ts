import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RuleKind } from '../catalogue/index.js';
import { CITY, DISTRICT } from './city.fixture.js';
import { differenceOf, isSameIn } from './difference.js';
import type { RulePack } from './RulePack.js';
import { readRulePacks } from './readRulePacks.js';
import { shippedPacks } from './shippedPacks.js';

const packs = shippedPacks();
const anyPack = fc.constantFrom(...packs);

/** What a child says of the rules of a pack: of some it sets nothing, some it drops, some it states again as a whole. */
const children = anyPack.chain((parent) => {
  const kinds = Object.keys(parent.rules) as RuleKind[];
  const form = fc.constantFrom('SET', 'DROP', 'WHOLE', 'SILENT');
  return fc.array(form, { minLength: kinds.length, maxLength: kinds.length }).map((forms) => ({
    parent,
    forms: new Map(kinds.map((kind, index) => [kind, forms[index] ?? 'SILENT'] as const)),
  }));
});
type Child = { readonly parent: RulePack; readonly forms: ReadonlyMap<RuleKind, string> };

/** The pack of a child: its statements cite a document of its own. */
function read({ parent, forms }: Child, pack = 'child'): RulePack {
  const cite = citedBy(pack);
  const rules = [...forms].flatMap(([kind, form]): (readonly [string, object])[] => {
    if (form === 'SILENT') return [];
    if (form === 'DROP') return [[kind, { cite, drop: true }]];
    const { cite: _, ...parameters } = parent.rules[kind] ?? { cite };
    return [[kind, form === 'SET' ? { cite, set: parameters } : { cite, ...parameters }]];
  });
  const { jurisdiction, inForce } = parent;
  const file = {
    pack,
    version: 1,
    title: { zh: '下级', en: 'Child' },
    jurisdiction,
    extends: { pack: parent.pack, version: parent.version },
    inForce: { from: inForce.from },
    documents: [{ id: `letter-${pack}`, title: '函', issuer: '某局', date: inForce.from }],
    rules: Object.fromEntries(rules),
  };
  const [read] = readRulePacks([{ file: `${pack}.yaml`, text: stringify(file) }], [parent]);
  if (read === undefined) throw new TypeError('one file, one pack');
  return read;
}

function citedBy(pack: string) {
  return [{ document: `letter-${pack}`, article: '一', text: '原文' }];
}

describe('inheritance and difference', () => {
  it('of a pack and itself there is none', () => {
    for (const pack of packs) expect(isSameIn(differenceOf(pack, pack))).toBe(true);
  });

  it('mirror each other: what the one adds the other removes', () => {
    fc.assert(
      fc.property(anyPack, anyPack, (a, b) => {
        const opposite = { ADDED: 'REMOVED', REMOVED: 'ADDED', CHANGED: 'CHANGED' } as const;
        const there = differenceOf(a, b).rules.map(({ kind, change }) => [kind, opposite[change]]);
        expect(differenceOf(b, a).rules.map(({ kind, change }) => [kind, change])).toEqual(there);
        const changed = differenceOf(a, b).rules.map(({ kind }) => kind);
        for (const kind of Object.keys(a.rules) as RuleKind[]) {
          if (!changed.includes(kind))
            expect(b.rules[kind]).toMatchObject({ ...a.rules[kind], cite: expect.anything() });
        }
      }),
    );
  });

  it('a child differs from its parent exactly where it says so', () => {
    fc.assert(
      fc.property(children, (child) => {
        fc.pre(!isContradictory(child));
        const inheriting = read(child);
        const { rules } = differenceOf(child.parent, inheriting);
        const said = [...child.forms].filter(([, form]) => form !== 'SILENT');
        expect(new Set(rules.map(({ kind }) => kind))).toEqual(new Set(said.map(([kind]) => kind)));
        for (const difference of rules) {
          const form = child.forms.get(difference.kind);
          expect(difference.change).toBe(form === 'DROP' ? 'REMOVED' : 'CHANGED');
          if (difference.change !== 'CHANGED') continue;
          expect(difference.parameters).toEqual([]);
          expect(difference.citations.added).toEqual([{ pack: 'child', version: 1, ...citedBy('child')[0] }]);
          const before = child.parent.rules[difference.kind]?.cite ?? [];
          expect(difference.citations.removed).toEqual(form === 'SET' ? [] : before);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('what a child states, stated once more by its own child, changes no parameter', () => {
    fc.assert(
      fc.property(children, (child) => {
        fc.pre(!isContradictory(child));
        const once = read(child);
        const forms = new Map([...child.forms].filter(([, form]) => form !== 'DROP'));
        const twice = read({ parent: once, forms }, 'grandchild');
        expect(parametersOf(twice)).toEqual(parametersOf(once));
        expect(twice.dropped).toEqual(once.dropped);
        expect(twice.inherits[0]).toEqual({ pack: 'child', version: 1 });
      }),
      { numRuns: 20 },
    );
  });

  it('name a changed value by its path, an unknown one as a whole', () => {
    const [city, district] = readRulePacks([
      { file: 'city', text: CITY },
      {
        file: 'district',
        text: `${DISTRICT}  disclosure: { cite: [{ document: letter, article: 二, text: 十日 }], set: { results: { within: 10 } } }\n`,
      },
    ]);
    if (!city || !district) throw new TypeError('two packs are read');
    const { head, rules } = differenceOf(city, district);
    expect(head.map(({ path }) => path)).toContain('jurisdiction.division');
    expect(rules).toMatchObject([
      { kind: 'disclosure', change: 'CHANGED', parameters: [{ path: 'results.within', before: 20, after: 10 }] },
      {
        kind: 'visit-cap',
        change: 'CHANGED',
        parameters: [{ path: 'most', before: { unknown: { atMost: 9 } }, after: 3 }],
      },
    ]);
  });

  it('take a citation for the same in another version of its pack', () => {
    const [one] = readRulePacks([{ file: 'city', text: CITY }]);
    const [two] = readRulePacks([{ file: 'city', text: CITY.replace('version: 1', 'version: 2') }]);
    if (!one || !two) throw new TypeError('a pack is read');
    expect(one.hash).not.toBe(two.hash);
    expect(isSameIn(differenceOf(one, two))).toBe(true);
  });
});

/** Whether a child's pack contradicts itself, by what it takes away. */
function isContradictory(child: Child): boolean {
  return leavesNothingReported(child) || leavesUncited(child);
}

/** Whether the report is dropped on which the disclosure or its feedback counts, which is a contradiction. */
function leavesNothingReported({ parent, forms }: Child): boolean {
  const anchor = parent.rules.disclosure?.results.from;
  const needsReport =
    (anchor === 'REPORT_COMPLETED' || anchor === 'RESULT_CONFIRMED') && forms.get('disclosure') !== 'DROP';
  const needsFeedback = parent.rules.comment !== undefined && forms.get('comment') !== 'DROP';
  return (needsReport && forms.get('report') === 'DROP') || (needsFeedback && forms.get('disclosure') === 'DROP');
}

/** Whether a rule that names the document from which a part of it comes is stated anew, with the child's citation alone. */
function leavesUncited({ parent, forms }: Child): boolean {
  return parent.rules.disclosure?.withProblems !== undefined && forms.get('disclosure') === 'WHOLE';
}

function parametersOf({ rules }: RulePack): unknown {
  return Object.entries(rules).map(([kind, { cite: _, ...parameters }]) => [kind, parameters]);
}
