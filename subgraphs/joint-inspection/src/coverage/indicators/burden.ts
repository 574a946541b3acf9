import { type Measure, MOST_DOORS } from '../rollup/Measure.js';
import type { CellFigures } from './CellFigures.js';
import type { IndicatorDefinition } from './IndicatorDefinition.js';

/** How many subjects so many doors were entered at. */
export interface DoorsOfSubjects {
  /** The last one stands for all from it on. */
  readonly doors: number;
  readonly subjects: number;
}

/** How often doors were entered, by subjects: once, twice, …; ten times or more. */
export function doorsOfSubjects(figures: CellFigures): readonly DoorsOfSubjects[] {
  return Array.from({ length: MOST_DOORS }, (_, index) => {
    const doors = index + 1;
    return { doors, subjects: figures.count(measureOf(doors)) };
  });
}

const measureOf = (doors: number): Measure => `SUBJECTS_WITH_${doors}_DOORS`;

function subjectsFrom(figures: CellFigures, fewest: number): number {
  return doorsOfSubjects(figures).reduce((sum, { doors, subjects }) => sum + (doors >= fewest ? subjects : 0), 0);
}

/**
 * What inspections cost subjects. A door is entered by a visit in which a department checked for itself and reached the subject, whether a
 * lot decided or not: several departments that come together enter one door, of which each has entered its own.
 */
export const BURDEN: readonly IndicatorDefinition[] = [
  {
    code: 'DOORS_PER_SUBJECT',
    name: { zh: '户均入户次数', en: 'Doors entered per subject' },
    numeratorIs: {
      zh: '入户次数：有部门自行检查结果的抽取检查和非随机检查（仅互认、无法联系的不计；共同入户计一次）',
      en: 'Doors entered: visits, drawn or not, with a result of a check of its own that reached the subject; departments together enter one',
    },
    denominatorIs: { zh: '被入户检查过的对象', en: 'Subjects at whose door somebody was' },
    sources: [
      { document: 'karamay-2016', article: '三（四）' },
      { document: 'corporate-inspection-2024', article: '减少入企检查频次' },
    ],
    numerator: ({ figures }) => figures.count('DOORS'),
    denominator: ({ figures }) => subjectsFrom(figures, 1),
    of: { months: true, parts: true },
  },
  {
    code: 'REPEAT_RATE',
    name: { zh: '重复检查率', en: 'Repeat rate' },
    numeratorIs: {
      zh: '期内入户两次以上的对象',
      en: 'Subjects at whose door somebody was twice or more in the period',
    },
    denominatorIs: { zh: '期内被入户检查过的对象', en: 'Subjects at whose door somebody was in the period' },
    sources: [
      { document: 'luohe-civil-air-defence-2019', article: '第十六条第一款' },
      { document: 'chifeng-work-safety-2016', article: '三（二）1' },
    ],
    numerator: ({ figures }) => subjectsFrom(figures, 2),
    denominator: ({ figures }) => subjectsFrom(figures, 1),
    of: { months: true, parts: true },
  },
  {
    code: 'CAP_USE',
    name: { zh: '频次上限使用率', en: 'Use of the cap' },
    numeratorIs: {
      zh: '按今日有效细则计入频次上限的入户次数（计入的检查类型、部门和联合检查的计次以细则为准），解除上限或备案例外的对象除外；上限按本部门计的，全市为各部门之和',
      en: 'Doors entered that the rule in force today counts, by its kinds, whose visits, and how a joint one counts, but for subjects for whom the cap was lifted or an exception filed; of the city the sum over departments where each counts its own',
    },
    denominatorIs: {
      zh: '年度频次上限 × 这些入户的对象',
      en: 'The most visits in a year, times the subjects of these doors',
    },
    sources: [
      { document: 'luohe-civil-air-defence-2019', article: '第十六条' },
      { document: 'changzhou-water-2018', article: '四1' },
    ],
    numerator: ({ cap }) => cap?.doors ?? null,
    denominator: ({ cap }) => cap?.permitted ?? null,
    of: { months: false, parts: true },
  },
];
