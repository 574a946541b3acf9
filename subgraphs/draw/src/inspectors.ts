import { refuse } from './DrawError.js';
import { readList, readMembers, readText, readTexts, readWhole } from './jsonReader.js';

/** A person who can be sent (§1). `recusals` are subjects; `capacity` is the most visits this person can take in this draw. */
export interface Inspector {
  readonly id: string;
  readonly department: string;
  readonly district: string;
  readonly specialties: readonly string[];
  readonly recusals: readonly string[];
  readonly capacity: number;
}

/** Reads the inspectors of all departments from JSON. @throws DrawError with the place of whatever §1 refuses in inspectors */
export function parseInspectors(value: unknown, place = 'inspectors'): readonly Inspector[] {
  const ids = new Set<string>();
  return readList(value, place).map((item, index) => {
    const inspector = parseInspector(item, `${place}[${index}]`);
    if (ids.has(inspector.id)) {
      refuse('INSPECTOR_DUPLICATE', `${place}[${index}].id`, inspector.id, { against: [place] });
    }
    ids.add(inspector.id);
    return inspector;
  });
}

function parseInspector(value: unknown, place: string): Inspector {
  const members = readMembers(value, place, ['id', 'department', 'district', 'specialties', 'recusals', 'capacity']);
  const id = readText(members.id, `${place}.id`);
  const named = { note: `inspector ${JSON.stringify(id)}` };
  return {
    id,
    department: readText(members.department, `${place}.department`, named),
    district: readText(members.district, `${place}.district`, named),
    specialties: readTexts(members.specialties, `${place}.specialties`),
    recusals: readTexts(members.recusals, `${place}.recusals`),
    capacity: readWhole(members.capacity, `${place}.capacity`, 0, 'CAPACITY_INVALID', named),
  };
}
