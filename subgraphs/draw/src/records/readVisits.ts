import type { CrewSeat } from '../DepartmentCrews.js';
import { refuse } from '../DrawError.js';
import type { CrewedVisit } from '../drawCrews.js';
import { memberPlace, readEach, readEntries, readMembers, readText, readTexts } from '../jsonReader.js';
import { parseWindow } from '../terms.js';
import { compareBytewise } from '../text.js';
import { checkAscending } from './checkAscending.js';

const VISIT_MEMBERS = ['key', 'subject', 'district', 'window', 'legs', 'crew'];
const VISIT_NUMBER = /^#[1-9][0-9]*$/;

/** The crews of a visit by department. */
export type CrewsByDepartment = CrewedVisit['crew'];

/**
 * Reads the visits of a record, in whatever order, and that each can be one: its key names its subject, its legs stand
 * bytewise, nobody sits in a crew twice.
 * @throws DrawError with the place of what is wrong
 */
export function readVisits(value: unknown, place: string): readonly CrewedVisit[] {
  return readEach(value, place, readVisit);
}

function readVisit(value: unknown, place: string): CrewedVisit {
  const members = readMembers(value, place, VISIT_MEMBERS);
  const key = readText(members.key, `${place}.key`);
  const subject = readText(members.subject, `${place}.subject`);
  if (!key.startsWith(subject) || !VISIT_NUMBER.test(key.slice(subject.length))) {
    refuse('VISIT_KEY_FORM', `${place}.key`, key, { against: [`${place}.subject`] });
  }
  const legs = readTexts(members.legs, `${place}.legs`);
  checkAscending(legs, `${place}.legs`, compareBytewise, (leg) => leg);
  return {
    key,
    subject,
    district: readText(members.district, `${place}.district`),
    window: parseWindow(members.window, `${place}.window`, { days: 1, place: `${place}.window` }),
    legs,
    crew: readCrews(members.crew, `${place}.crew`),
  };
}

/** Reads the crews of a visit. @throws DrawError with the place of what is wrong */
export function readCrews(value: unknown, place: string): CrewsByDepartment {
  return Object.fromEntries(
    readEntries(value, place).map(([department, seats]) => [
      department,
      readCrew(seats, memberPlace(place, department)),
    ]),
  );
}

function readCrew(value: unknown, place: string): readonly CrewSeat[] {
  const seats = readEach(value, place, readSeat);
  const seen = new Set<string>();
  for (const [index, { inspector }] of seats.entries()) {
    if (inspector === null) continue;
    if (seen.has(inspector)) {
      refuse('VISIT_INSPECTOR_TWICE', `${place}[${index}].inspector`, inspector, { against: [place] });
    }
    seen.add(inspector);
  }
  return seats;
}

function readSeat(value: unknown, place: string): CrewSeat {
  const members = readMembers(value, place, ['specialties', 'inspector']);
  return {
    specialties: readTexts(members.specialties, `${place}.specialties`),
    inspector: members.inspector === null ? null : readText(members.inspector, `${place}.inspector`),
  };
}
