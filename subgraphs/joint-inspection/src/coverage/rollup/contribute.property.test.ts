import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CellFigures } from '../indicators/CellFigures.js';
import { contribute } from './contribute.js';
import { Figures } from './Figures.js';
import type { KnownDraw, KnownDrawnVisit } from './KnownVisit.js';

const DRAW: KnownDraw = {
  year: 2026,
  month: 5,
  departments: ['health'],
  phase: 'DRAWN',
  legs: { leg: { department: 'health', kind: 'ROUTINE', level: 'CITY', items: ['item'] } },
  items: {},
};
const [FIRST, LAST] = [2020, 2029];

function visitIn(year: number, subjectId: string): KnownDrawnVisit {
  const day = `${year}-05-20`;
  const kept = { drawId: 'draw', subjectId, division: '411502', creditClass: 'A', windowFirst: day, inspectedOn: day };
  return { ...kept, legs: ['leg'], results: { item: 'CLEAN' }, crew: {}, deadlines: [] };
}

const year = fc.integer({ min: FIRST, max: LAST });

it('over any years, a subject counts once where a department visited it in one of them', () => {
  fc.assert(
    fc.property(fc.array(fc.array(year, { maxLength: 5 }), { maxLength: 6 }), year, year, (subjects, one, other) => {
      const figures = new Figures();
      for (const [index, years] of subjects.entries()) {
        const visits = years.map((each) => visitIn(each, `code:${index}`));
        contribute(figures, visits, () => DRAW, 1);
      }
      const rows = figures.counts().filter(({ month, department, division, creditClass }) => {
        return month === 0 && department === 'health' && division === '' && creditClass === '';
      });
      const of = (each: number): CellFigures =>
        new CellFigures(new Map(rows.filter((row) => row.year === each).map((row) => [row.measure, row.n])), new Map());
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      let counted = 0;
      for (let each = from; each <= to; each += 1) counted += of(each).lastVisitedBy(to);
      const visited = subjects.filter((years) => years.some((each) => each >= from && each <= to));
      expect(counted).toBe(visited.length);
    }),
  );
});
