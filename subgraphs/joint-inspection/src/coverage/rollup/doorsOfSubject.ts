import { type CountedLeg, type Counting, countOfVisit } from '../../budget/Counting.js';
import type { DoorsMeasure } from './Measure.js';

/** What a cap looks at of a leg for which a door was entered. */
export type DoorLeg = Omit<CountedLeg, 'id'>;

/** A door, by the legs for which it was entered. */
export type Door = readonly DoorLeg[];

const [OF, DEPARTMENTS, LEGS, DOORS, TIMES] = ['@', '&', ',', ';', '*'] as const;

/**
 * The measure of subjects at whom just these doors were entered: of each door for whom it was, as caps count by kinds, levels and departments, which
 * rules may change any day. Which department it was is not told, but how many. Such as `SUBJECTS_AT:2*ROUTINE@CITY;1*CASE@CITY`.
 */
export function measureOfDoors(doors: readonly Door[]): DoorsMeasure {
  const counted = new Map<string, number>();
  for (const door of doors.map(doorText)) counted.set(door, (counted.get(door) ?? 0) + 1);
  const parts = [...counted].sort(([one], [other]) => (one < other ? -1 : 1));
  return `SUBJECTS_AT:${parts.map(([door, times]) => `${times}${TIMES}${door}`).join(DOORS)}`;
}

/** How many of its doors a subject of such a measure has by a way to count. */
export function countOfDoors(counting: Counting, measure: DoorsMeasure): number {
  const parts = measure.slice(measure.indexOf(':') + 1).split(DOORS);
  return parts.reduce((sum, part) => {
    const [times = '', door = ''] = part.split(TIMES);
    return sum + Number(times) * countOfVisit(counting, doorOf(door));
  }, 0);
}

function doorText(door: Door): string {
  const departments = new Map<string, Set<string>>();
  for (const { department, kind, level } of door) {
    const legs = departments.get(department) ?? new Set();
    departments.set(department, legs.add(`${kind}${OF}${level}`));
  }
  const parts = [...departments.values()].map((legs) => [...legs].sort().join(LEGS));
  return parts.sort().join(DEPARTMENTS);
}

function doorOf(text: string): readonly CountedLeg[] {
  return text.split(DEPARTMENTS).flatMap((legs, department) =>
    legs.split(LEGS).map((leg) => {
      const [kind = '', level = ''] = leg.split(OF);
      return { id: leg, department: String(department), kind, level };
    }),
  );
}
