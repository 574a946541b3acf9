import type { Mark } from '@onevisit/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ground } from './Ground.js';
import { marksOf, shareMark } from './marks.js';
import { type LegScreen, LineRefusal, screenPage } from './screenPage.js';

const MARKS: readonly Mark[] = ['COMPLAINTS', 'HAZARD', 'SERIOUSLY_DISHONEST', 'TRUSTWORTHY'];
const RAISED = marksOf(['COMPLAINTS', 'HAZARD']);
const TRUSTED = marksOf(['TRUSTWORTHY']);
const DISHONEST = marksOf(['SERIOUSLY_DISHONEST']);

/** Subjects that begin with a c are at the cap, unless dishonest; with an i, inspected by another unit. */
function groundOf({ page, start, marks }: Parameters<LegScreen['groundOf']>[0]): Ground | null {
  const initial = String.fromCharCode(page[start] ?? 0);
  if (initial === 'i') return 'other-unit';
  return initial === 'c' && !shareMark(marks, DISHONEST) ? 'visit-cap' : null;
}

/** Of those who begin with a c, the dishonest. */
const isLifted: LegScreen['isLifted'] = ({ page, start, marks }) => page[start] === 0x63 && shareMark(marks, DISHONEST);
const marked: LegScreen = { strata: { raised: RAISED, fewer: TRUSTED }, groundOf, isDue: () => false, isLifted };
const plain: LegScreen = { strata: null, groundOf, isDue: ({ page, start }) => page[start + 1] === 0x31, isLifted };

const screened = (lines: string, screen: LegScreen) => {
  const { page, given, lifted } = screenPage(Buffer.from(lines), screen);
  return { lines: Buffer.from(page).toString(), given, lifted };
};

describe('screenPage', () => {
  it('gives standings to those who could be drawn, and counts them', () => {
    const page = 'c1\tA\t411502\tELIGIBLE\nc2\tA\t411502\tSUSPENDED\nc3\tB\t411502\tELIGIBLE\nx\tA\t411502\tELIGIBLE';
    expect(screened(page, plain)).toEqual({
      lines: page
        .replace('c1\tA\t411502\tELIGIBLE', 'c1\tA\t411502\tCAP_REACHED')
        .replace('c3\tB\t411502\tELIGIBLE', 'c3\tB\t411502\tCAP_REACHED'),
      given: { 'visit-cap': 2, 'minimum-frequency': 1 },
      lifted: [],
    });
  });

  it('strips marks, and leads them to strata whatever the standing', () => {
    const page = [
      'a\tA\t411502\tELIGIBLE\t',
      'b\tA\t411502\tNOT_IN_WINDOW\tHAZARD',
      'c\tA\t411502\tELIGIBLE\tSERIOUSLY_DISHONEST\u001fTRUSTWORTHY',
      'd\tB\t411503\tELIGIBLE\tCOMPLAINTS\u001fTRUSTWORTHY',
    ];
    const { lines, lifted } = screened(page.join('\n'), marked);
    expect(lifted).toEqual(['c']);
    expect(lines.split('\n')).toEqual([
      'a\tA\t411502\tELIGIBLE',
      'b\tRAISED\t411502\tNOT_IN_WINDOW',
      'c\tTRUSTWORTHY\t411502\tELIGIBLE',
      'd\tRAISED\t411503\tELIGIBLE',
    ]);
  });

  it.each([
    ['without its marks', 'a\tA\t411502\tELIGIBLE\t\nb\tA\t411502\tELIGIBLE', 2, /marks/],
    ['with a field too many', 'a\tA\t411502\tELIGIBLE\t\t', 1, /marks/],
    ['with an unknown mark', 'a\tA\t411502\tELIGIBLE\tHAZARD\u001fRICH', 1, /HAZARD, RICH/],
  ])('refuses a line %s', (_what, page, line, problem) => {
    try {
      screenPage(Buffer.from(page), marked);
      expect.unreachable();
    } catch (cause) {
      expect(cause).toBeInstanceOf(LineRefusal);
      expect(cause).toMatchObject({ line, message: expect.stringMatching(problem) });
    }
  });

  it('comes to what the same does by the field', () => {
    const entries = fc.array(
      fc.record({
        subject: fc.tuple(fc.constantFrom('c', 'i', 'x', '甲'), fc.nat()).map(([initial, rest]) => `${initial}${rest}`),
        stratum: fc.constantFrom('A', '农药 产品', 'ELIGIBLE'),
        standing: fc.constantFrom('ELIGIBLE', 'ELIGIBLE ', 'RECOGNISED', 'IN ELIGIBLE', ''),
        marks: fc.subarray([...MARKS]),
      }),
      { maxLength: 12 },
    );
    const check = fc.property(entries, fc.boolean(), (all, withMarks) => {
      const screen = withMarks ? marked : plain;
      const sent = all.map(({ subject, stratum, standing, marks }) =>
        [subject, stratum, '411502', standing, ...(withMarks ? [marks.join('\u001f')] : [])].join('\t'),
      );
      const wanted = all.map(({ subject, stratum, standing, marks }) => {
        const own = withMarks ? marksOf(marks) : 0;
        const page = Buffer.from(subject);
        const ground = groundOf({ page, start: 0, end: page.length, marks: own });
        const out =
          ground === null || standing !== 'ELIGIBLE'
            ? standing
            : ground === 'other-unit'
              ? 'RECENTLY_INSPECTED'
              : 'CAP_REACHED';
        const led = shareMark(own, RAISED) ? 'RAISED' : shareMark(own, TRUSTED) ? 'TRUSTWORTHY' : stratum;
        return [subject, led, '411502', out].join('\t');
      });
      expect(screened(sent.join('\n'), screen).lines).toBe(wanted.join('\n'));
    });
    fc.assert(check, { numRuns: 200 });
  });
});
