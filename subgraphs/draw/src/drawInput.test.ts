import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrawError } from './DrawError.js';
import { parseDrawInput } from './drawInput.js';
import { runDraw } from './runDraw.js';
import { smallVector } from './testing/vectors.js';

type Path = readonly (string | number)[];

/** The small vector's input, with the member at the path replaced; undefined removes it. */
function inputWith(path: Path, value: unknown): unknown {
  const input: unknown = smallVector().input;
  const parent = path.slice(0, -1).reduce((at: unknown, step) => (at as Record<string, unknown>)[step], input);
  const last = path.at(-1) as string;
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
  return input;
}

function refusalOf(input: unknown): DrawError | undefined {
  try {
    parseDrawInput(input);
  } catch (error) {
    if (error instanceof DrawError) return error;
    throw error;
  }
  return undefined;
}

const { input } = smallVector();
const [firstEntry, secondEntry] = input.roster;
const { terms } = input;
const hex = 'ab'.repeat(32);
const leg = (member: Path, value: unknown): [Path, unknown] => [['terms', 'legs', 1, ...member], value];
const rule = (value: unknown): [Path, unknown] => leg(['quota', 'strata', '*'], value);
const person = (member: Path, value: unknown): [Path, unknown] => [['inspectors', 2, ...member], value];
const listed = (member: Path, value: unknown): [Path, unknown] => [['roster', 5, ...member], value];

describe('parseDrawInput', () => {
  it('takes the input of a vector, and puts legs in order', () => {
    const parsed = parseDrawInput(input);
    expect({ ...parsed, terms }).toEqual(input);
    expect(parsed.terms.legs.map(({ id }) => id)).toEqual(terms.legs.map(({ id }) => id).toSorted());
  });

  it.each<[code: string, change: [Path, unknown], place: string]>([
    // What §1 names, in its order
    ['ENTRY_LEG_UNKNOWN', listed(['leg'], 'nobody'), 'roster[5].leg (leg "nobody", subject'],
    ['COMMITMENT_MISSING', [['commitments', 'fire-rescue'], undefined], 'commitments'],
    ['COMMITMENT_WITHOUT_LEG', [['commitments', 'health'], hex], 'commitments.health'],
    ['COMMITMENT_WITHOUT_LEG', [['commitments', 'constructor'], hex], 'commitments.constructor'],
    ['SUBJECT_TWICE_IN_LEG', [['roster', 1], firstEntry], 'roster[1].subject'],
    [
      'SUBJECT_TWICE_IN_LEG',
      [['roster', 1], { ...firstEntry, stratum: 'other', standing: 'CAP_REACHED' }],
      'roster[1].subject',
    ],
    [
      'SUBJECT_TWO_DISTRICTS',
      [['roster', 0], { ...secondEntry, leg: 'market-regulation/2026-02', district: 'x' }],
      'roster[',
    ],
    ['LEG_PREFIX', leg(['id'], 'crew/a'), 'terms.legs[1].id'],
    ['LEG_DUPLICATE', leg(['id'], terms.legs[0]?.id), 'terms.legs[1].id'],
    ['INSPECTOR_DUPLICATE', person(['id'], input.inspectors[0]?.id), 'inspectors[2].id'],
    ['LIST_DUPLICATE', leg(['items'], ['a', 'b', 'a']), 'terms.legs[1].items[2]'],
    ['LIST_DUPLICATE', leg(['crew', 'specialties'], ['a', 'a']), 'terms.legs[1].crew.specialties[1]'],
    ['LIST_DUPLICATE', person(['specialties'], ['a', 'a']), 'inspectors[2].specialties[1]'],
    ['LIST_DUPLICATE', person(['recusals'], ['a', 'a']), 'inspectors[2].recusals[1]'],
    ['DATE_INVALID', leg(['window'], ['2026-02-30', '2026-03-30']), 'terms.legs[1].window[0]'],
    ['DATE_INVALID', leg(['window'], ['2026-02-01', '2026-3-30']), 'terms.legs[1].window[1]'],
    ['WINDOW_TOO_SHORT', leg(['window'], ['2026-02-02', '2026-02-01']), 'terms.legs[1].window'],
    ['WINDOW_TOO_SHORT', [['terms', 'minOverlap'], 2], 'terms.legs['],
    ['MIN_OVERLAP_INVALID', [['terms', 'minOverlap'], 0], 'terms.minOverlap'],
    ['MIN_OVERLAP_INVALID', [['terms', 'minOverlap'], 1.5], 'terms.minOverlap'],
    ['CREW_SIZE_INVALID', leg(['crew', 'size'], 0), 'terms.legs[1].crew.size'],
    ['CREW_SIZE_INVALID', leg(['crew', 'size'], '2'), 'terms.legs[1].crew.size'],
    ['CAPACITY_INVALID', person(['capacity'], -1), 'inspectors[2].capacity'],
    ['CAPACITY_INVALID', person(['capacity'], 2 ** 53), 'inspectors[2].capacity'],
    ['COUNT_INVALID', rule({ count: -1 }), 'terms.legs[1].quota.strata["*"].count'],
    ['COUNT_INVALID', rule({ count: 9_007_199_254_740_992 }), 'terms.legs[1].quota.strata["*"].count'],
    ['COUNT_INVALID', rule({ count: null }), 'terms.legs[1].quota.strata["*"].count'],
    ['MIN_INVALID', rule({ count: 1, min: 0.5 }), 'terms.legs[1].quota.strata["*"].min'],
    ['MAX_INVALID', rule({ percent: '1', max: -2 }), 'terms.legs[1].quota.strata["*"].max'],
    ['QUOTA_RULE_CHOICE', rule({ min: 1 }), 'terms.legs[1].quota.strata["*"]'],
    ['QUOTA_RULE_CHOICE', rule({ count: 1, percent: '1' }), 'terms.legs[1].quota.strata["*"]'],
    ['PERCENT_FORM', rule({ percent: '5%' }), 'terms.legs[1].quota.strata["*"].percent'],
    ['PERCENT_FORM', rule({ percent: '' }), 'terms.legs[1].quota.strata["*"].percent'],
    ['DISTRICT_RULE_UNKNOWN', leg(['crew', 'district'], 'any'), 'terms.legs[1].crew.district'],
    ['DISTRICT_RULE_UNKNOWN', leg(['crew', 'district'], ['ANY']), 'terms.legs[1].crew.district'],
    ['STRATUM_STAR', listed(['stratum'], '*'), 'roster[5].stratum'],
    ['ROSTER_KEY_FORM', [['rosterKey'], hex.toUpperCase()], 'rosterKey'],
    ['NONCE_FORM', [['nonces', 'fire-rescue'], hex.slice(1)], 'nonces["fire-rescue"]'],
    ['COMMITMENT_FORM', [['commitments', 'fire-rescue'], `${hex}\n`], 'commitments["fire-rescue"]'],
    // § Notation, for every kind of text
    ['TEXT_CONTROL', [['drawId'], 'a\x1fb'], 'drawId'],
    ['TEXT_SURROGATE', [['publicEntropy'], '\ud842'], 'publicEntropy'],
    ['TEXT_NOT_NFC', [['terms', 'publicSource'], 'e\u0301'], 'terms.publicSource'],
    ['TEXT_NOT_NFC', leg(['id'], 'e\u0301'), 'terms.legs[1].id'],
    ['TEXT_CONTROL', leg(['department'], 'a\n'), 'terms.legs[1].department'],
    ['TEXT_NOT_NFC', leg(['items', 0], 'e\u0301'), 'terms.legs[1].items[0]'],
    ['TEXT_NOT_NFC', leg(['quota', 'strata'], { 'e\u0301': { count: 1 } }), 'terms.legs[1].quota.strata['],
    ['TEXT_CONTROL', rule({ percent: '5\n' }), 'terms.legs[1].quota.strata["*"].percent'],
    ['TEXT_NOT_NFC', leg(['crew', 'specialties'], ['e\u0301']), 'terms.legs[1].crew.specialties[0]'],
    ['TEXT_NOT_NFC', listed(['leg'], 'e\u0301'), 'roster[5].leg'],
    ['TEXT_NOT_NFC', listed(['subject'], 'e\u0301'), 'roster[5].subject'],
    ['TEXT_CONTROL', listed(['stratum'], '\t'), 'roster[5].stratum'],
    ['TEXT_CONTROL', listed(['district'], '\u0080'), 'roster[5].district'],
    ['TEXT_SURROGATE', listed(['standing'], 'x\udc00'), 'roster[5].standing'],
    ['TEXT_NOT_NFC', person(['id'], 'e\u0301'), 'inspectors[2].id'],
    ['TEXT_NOT_NFC', person(['department'], 'e\u0301'), 'inspectors[2].department'],
    ['TEXT_NOT_NFC', person(['district'], 'e\u0301'), 'inspectors[2].district'],
    ['TEXT_NOT_NFC', person(['specialties'], ['e\u0301']), 'inspectors[2].specialties[0]'],
    ['TEXT_NOT_NFC', person(['recusals'], ['e\u0301']), 'inspectors[2].recusals[0]'],
    ['TEXT_NOT_NFC', [['commitments', 'e\u0301'], hex], 'commitments['],
    // §2
    ['NONCE_WITHOUT_COMMITMENT', [['nonces', 'health'], hex], 'nonces.health'],
    ['PUBLIC_ENTROPY_MISSING', [['publicEntropy'], ''], 'publicEntropy'],
    ['PUBLIC_ENTROPY_UNANNOUNCED', [['terms', 'publicSource'], ''], 'publicEntropy'],
    // The form: the hashes cover exactly the named members
    ['NOT_OBJECT', [['terms'], []], 'terms'],
    ['NOT_OBJECT', [['roster', 5], null], 'roster[5]'],
    ['NOT_OBJECT', [['nonces'], 'x'], 'nonces'],
    ['NOT_LIST', [['roster'], {}], 'roster'],
    ['NOT_LIST', leg(['window'], '2026-01-01'), 'terms.legs[1].window'],
    ['WINDOW_FORM', leg(['window'], ['2026-01-01']), 'terms.legs[1].window'],
    ['WINDOW_FORM', leg(['window'], ['2026-01-01', '2026-01-02', '2026-01-03']), 'terms.legs[1].window'],
    ['NOT_TEXT', listed(['subject'], 7), 'roster[5].subject'],
    ['MEMBER_MISSING', [['inspectors'], undefined], 'input'],
    ['MEMBER_MISSING', listed(['standing'], undefined), 'roster[5]'],
    ['MEMBER_UNKNOWN', [['comment'], ''], 'input'],
    ['MEMBER_UNKNOWN', [['terms', 'comment'], ''], 'terms'],
    ['MEMBER_UNKNOWN', leg(['comment'], ''), 'terms.legs[1]'],
    ['MEMBER_UNKNOWN', leg(['quota', 'comment'], ''), 'terms.legs[1].quota'],
    ['MEMBER_UNKNOWN', leg(['crew', 'comment'], ''), 'terms.legs[1].crew'],
    ['MEMBER_UNKNOWN', rule({ count: 1, least: 1 }), 'terms.legs[1].quota.strata["*"]'],
    ['MEMBER_UNKNOWN', listed(['comment'], ''), 'roster[5]'],
    ['MEMBER_UNKNOWN', person(['comment'], ''), 'inspectors[2]'],
  ])('refuses with %s: %j', (code, [path, value], place) => {
    const refusal = refusalOf(inputWith(path, value));
    expect(refusal?.code).toBe(`OV_DRAW_${code}`);
    expect(refusal?.place.slice(0, place.length)).toBe(place);
    expect(refusal?.message).toContain(refusal?.place);
    expect(refusal?.messageZh).toContain(refusal?.place);
  });

  it('never quotes a secret', () => {
    for (const path of [['rosterKey'], ['nonces', 'fire-rescue']]) {
      const refusal = refusalOf(inputWith(path, `${hex}00`));
      expect(`${refusal?.message}${refusal?.messageZh}`).not.toContain(hex);
    }
  });

  it('allows idle inspectors of a department without a leg, and a stratum named like a member of the prototype', () => {
    const changed = inputWith(['inspectors', 2, 'department'], 'no-leg') as { roster: { stratum: string }[] };
    for (const entry of changed.roster) entry.stratum = '__proto__';
    expect(() => runDraw(changed)).not.toThrow();
  });

  it('refuses or takes any JSON, and never crashes', () => {
    const paths: Path[] = [];
    const collect = (at: unknown, path: Path): void => {
      paths.push(path);
      if (typeof at === 'object' && at !== null)
        for (const key of Object.keys(at)) collect((at as Record<string, unknown>)[key], [...path, key]);
    };
    collect(input, []);
    fc.assert(
      fc.property(fc.constantFrom(...paths.slice(1)), fc.jsonValue(), (path, value) => {
        refusalOf(inputWith(path, value));
        refusalOf(value);
      }),
      { numRuns: 400 },
    );
  });
});
