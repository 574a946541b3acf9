import { refuse } from '../DrawError.js';
import { memberPlace } from '../jsonReader.js';

/**
 * Checks that what a record says is what was recomputed, member by member.
 * @param against places that it was recomputed from
 * @throws RECORD_DIFFERS with the place of the first difference
 */
export function checkSame(recorded: unknown, expected: unknown, place: string, against: readonly string[]): void {
  if (Array.isArray(recorded) && Array.isArray(expected)) {
    for (let index = 0; index < Math.max(recorded.length, expected.length); index += 1) {
      checkSame(recorded[index], expected[index], `${place}[${index}]`, against);
    }
  } else if (isObject(recorded) && isObject(expected)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(recorded)])) {
      checkSame(own(recorded, name), own(expected, name), memberPlace(place, name), against);
    }
  } else if (!Object.is(recorded, expected)) {
    refuse('RECORD_DIFFERS', place, recorded, { expected, against });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(members: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
