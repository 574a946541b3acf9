import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Counting, countOfVisit } from '../../budget/Counting.js';
import { countOfDoors, type Door, measureOfDoors } from './doorsOfSubject.js';

const KINDS = ['ROUTINE', 'CAMPAIGN', 'ORDERED_CAMPAIGN', 'CASE'];

const leg = fc.record({
  department: fc.constantFrom('fire-rescue', 'health', 'water'),
  kind: fc.constantFrom(...KINDS),
  level: fc.constantFrom('CITY', 'DISTRICT'),
});
const doors: fc.Arbitrary<Door[]> = fc.array(fc.array(leg, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});
const counting: fc.Arbitrary<Counting> = fc.record({
  by: fc.constantFrom<Counting['by'][]>('ALL', { level: 'CITY' }, { level: 'DISTRICT' }),
  kinds: fc.subarray(KINDS, { minLength: 1 }),
  outsideKinds: fc.constant([]),
  joint: fc.constantFrom('ONCE', 'PER_DEPARTMENT'),
  of: fc.constant('TAKEN'),
  years: fc.constant(1),
});

it('keeps of doors all that caps count, in whichever order they were entered', () => {
  fc.assert(
    fc.property(doors, counting, (entered, by) => {
      const measure = measureOfDoors(entered);
      const wanted = entered.reduce(
        (sum, door) =>
          sum +
          countOfVisit(
            by,
            door.map((of) => ({ ...of, id: '' })),
          ),
        0,
      );
      expect(countOfDoors(by, measure)).toBe(wanted);
      expect(measureOfDoors(entered.toReversed().map((door) => door.toReversed()))).toBe(measure);
    }),
  );
});

it('says in words what was entered', () => {
  const routine = { kind: 'ROUTINE', level: 'CITY' };
  const joint = ['fire-rescue', 'health'].map((department) => ({ ...routine, department }));
  const complaint = { kind: 'CASE', level: 'DISTRICT', department: 'health' };
  expect(measureOfDoors([joint, [complaint], joint])).toBe('SUBJECTS_AT:1*CASE@DISTRICT;2*ROUTINE@CITY&ROUTINE@CITY');
});
