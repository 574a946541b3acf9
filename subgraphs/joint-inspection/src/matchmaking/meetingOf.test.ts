import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Days, daysOf, windowOf } from './Days.js';
import { type MeetingTerms, meetingOf } from './meetingOf.js';

const days = (first: string, last: string): Days => daysOf({ first, last }) as Days;
const YEAR = days('2026-01-01', '2026-12-31');
const terms = { minOverlap: 10, mostDaysMoved: 31, within: YEAR };

const meeting = (windows: readonly Days[], more: Partial<MeetingTerms> = {}) => {
  const found = meetingOf(windows, { ...terms, ...more });
  return found && { ...windowOf(found.window), moves: found.moves };
};

describe('meetingOf', () => {
  const spring = days('2026-03-01', '2026-05-31');
  const summer = days('2026-06-11', '2026-08-31');

  it('leaves windows that meet as they stand', () => {
    expect(meeting([spring, days('2026-05-15', '2026-07-01')])).toEqual({
      first: '2026-05-15',
      last: '2026-05-31',
      moves: [0, 0],
    });
  });

  it('moves those that do not by as few days as may be, and says by how many', () => {
    expect(meeting([spring, summer])).toMatchObject({ moves: [0, -20] });
    expect(meeting([spring, spring, summer])).toMatchObject({ first: '2026-05-22', moves: [0, 0, -20] });
    expect(meeting([spring, summer, summer])).toMatchObject({ first: '2026-06-11', moves: [20, 0, 0] });
  });

  it('moves nothing further than it may be, nor out of the days given', () => {
    expect(meeting([spring, summer], { mostDaysMoved: 9 })).toBeNull();
    expect(meeting([spring, summer, days('2026-08-01', '2026-08-31')])).toBeNull();
    expect(meeting([spring, summer], { within: { ...YEAR, first: summer.first - 5 } })).toMatchObject({
      moves: [20, 0],
    });
  });

  it('does not move a window that is too short', () => {
    expect(meeting([spring, days('2026-04-01', '2026-04-09')])).toBeNull();
  });

  it('needs the fewest days in all of any way to move them', () => {
    const windows = fc.array(
      fc.record({ first: fc.integer({ min: 1, max: 12 }), length: fc.integer({ min: 2, max: 4 }) }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 5 }), (drawn, mostDaysMoved) => {
        const asked = drawn.map(({ first, length }) => ({ first, last: first + length - 1 }));
        const within = { first: 1, last: 14 };
        const found = meetingOf(asked, { minOverlap: 2, mostDaysMoved, within });
        const inside = asked.map(({ first, last }) => first >= within.first && last <= within.last);
        let fewest = Number.POSITIVE_INFINITY;
        const tryMoves = (moves: readonly number[]): void => {
          const window = asked[moves.length];
          if (window !== undefined) {
            for (let move = -mostDaysMoved; move <= mostDaysMoved; move += 1) {
              const stays = window.first + move >= within.first && window.last + move <= within.last;
              if (move === 0 || (stays && inside[moves.length])) tryMoves([...moves, move]);
            }
            return;
          }
          const first = Math.max(...asked.map((each, index) => each.first + (moves[index] ?? 0)));
          const last = Math.min(...asked.map((each, index) => each.last + (moves[index] ?? 0)));
          if (last - first + 1 >= 2)
            fewest = Math.min(
              fewest,
              moves.reduce((sum, move) => sum + Math.abs(move), 0),
            );
        };
        if (inside.every((yes) => yes)) {
          tryMoves([]);
          const sum = found?.moves.reduce((all, move) => all + Math.abs(move), 0) ?? Number.POSITIVE_INFINITY;
          expect(sum).toBe(fewest);
        }
      }),
      { numRuns: 200 },
    );
  });
});
