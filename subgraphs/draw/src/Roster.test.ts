import { describe, expect, it } from 'vitest';
import { DrawError } from './DrawError.js';
import { parseRosterLine, Roster, rosterLine } from './Roster.js';
import { entry, leg } from './testing/samples.js';

const terms = { legs: [leg('d/1'), leg('d/2')], minOverlap: 1, publicSource: '' };

function refusalOf(act: () => unknown): DrawError | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof DrawError) return error;
  }
  return undefined;
}

function subjectsOf({ subjects }: Roster): readonly string[] {
  return Array.from({ length: subjects.count }, (_, number) => subjects.textOf(number));
}

describe('Roster', () => {
  it('numbers subjects once and counts entries by leg, stratum and standing', () => {
    const roster = new Roster(terms);
    const numbers = [
      entry('d/2', 's1', { stratum: '𠮷' }),
      entry('d/1', 's2'),
      entry('d/1', 's1', { standing: 'CAP_REACHED' }),
      entry('d/2', 's2', { stratum: '（' }),
      entry('d/1', 's3'),
    ].map((one) => roster.add(one));
    expect(numbers).toEqual([0, 1, 0, 1, 2]);
    expect(subjectsOf(roster)).toEqual(['s1', 's2', 's3']);
    expect(
      roster.cells().map(({ leg: of, stratum, population, eligible }) => [of, stratum, population, [...eligible]]),
    ).toEqual([
      ['d/1', 'A', 3, [1, 2]],
      ['d/2', '（', 1, [1]],
      ['d/2', '𠮷', 1, [0]],
    ]);
    expect(roster.cells()[0]?.standings).toEqual(
      new Map([
        ['ELIGIBLE', 2],
        ['CAP_REACHED', 1],
      ]),
    );
  });

  it('names leg and subject of a refused entry, and adds nothing', () => {
    const roster = new Roster(terms);
    roster.add(entry('d/1', 's1'));
    const refusal = refusalOf(() => roster.add(entry('d/2', 's1', { district: '9' }), 'page 3, line 7'));
    expect(refusal?.code).toBe('OV_DRAW_SUBJECT_TWO_DISTRICTS');
    expect(refusal?.place).toContain('page 3, line 7');
    expect(refusal?.place).toContain('(leg "d/2", subject "s1")');
    expect(roster.cells()).toHaveLength(1);
    expect(refusalOf(() => roster.add(entry('d/2', 'e\u0301')))?.code).toBe('OV_DRAW_TEXT_NOT_NFC');
    expect(subjectsOf(roster)).toEqual(['s1']);
  });

  it('holds subjects called like members of the prototype, and members far apart', () => {
    const roster = new Roster(terms);
    for (const subject of ['__proto__', 'constructor', 'toString']) roster.add(entry('d/1', subject));
    for (let index = 0; index < 5000; index += 1) roster.add(entry('d/1', `s${index}`));
    roster.add(entry('d/2', 's4999'));
    expect(refusalOf(() => roster.add(entry('d/2', 's4999')))?.code).toBe('OV_DRAW_SUBJECT_TWICE_IN_LEG');
    expect(roster.numberOf('__proto__')).toBe(0);
  });
});

describe('rosterLine', () => {
  it('goes there and back', () => {
    const one = entry('d/1', '𠮷', { stratum: '', standing: 'RECOGNISED' });
    expect(parseRosterLine(rosterLine(one), 'line 1')).toEqual(one);
  });

  it.each(['', 'a\x1fb', 'a\x1fb\x1fc\x1fd', 'a\x1fb\x1fc\x1fd\x1fe\x1ff'])('refuses %j', (line) => {
    expect(refusalOf(() => parseRosterLine(line, 'line 1'))?.code).toBe('OV_DRAW_ROSTER_LINE_FORM');
  });
});
