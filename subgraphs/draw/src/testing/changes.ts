import fc from 'fast-check';
import { memberPlace } from '../jsonReader.js';

/** The way to a value in JSON. */
export type Path = readonly (string | number)[];

/** A value with one change, the place where it is, and whether it changed a value rather than a list's or object's members. */
export interface Change {
  readonly changed: unknown;
  readonly place: string;
  readonly ofValue: boolean;
}

/** Every one-field change of a JSON value: another text, number or boolean; a member or item removed, added, or renamed. */
export function changesOf(value: object): fc.Arbitrary<Change> {
  const paths = pathsOf(value, []);
  return fc.tuple(fc.constantFrom(...paths), fc.nat()).map(([chosen, choice]) => {
    const path = lastAlike(value, chosen);
    // Not structuredClone, which keeps one list in several places one list.
    const copy: unknown = JSON.parse(JSON.stringify(value));
    return { ...changeAt(copy, path, choice), place: placeOf(path) };
  });
}

/** Whether one place is the other, or contains it. */
export function isWithin(place: string, outer: string): boolean {
  if (outer === 'record' || place === outer) return true;
  return place.startsWith(outer) && ['.', '['].includes(place.charAt(outer.length));
}

/** The path, or that of the last of the items that follow it in a list and are the same: without which one is, no list shows. */
function lastAlike(value: object, path: Path): Path {
  const parent = path.slice(0, -1).reduce((at: unknown, step) => Reflect.get(at as object, step), value);
  if (!Array.isArray(parent)) return path;
  const texts = parent.map((item) => JSON.stringify(item));
  let last = Number(path.at(-1));
  while (texts[last + 1] === texts[last]) last += 1;
  return [...path.slice(0, -1), last];
}

function placeOf(path: Path): string {
  return path.reduce<string>(
    (place, step) => (typeof step === 'number' ? `${place}[${step}]` : memberPlace(place, step)),
    '',
  );
}

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const below = steps.flatMap((step) => pathsOf(Reflect.get(value, step), [...path, step]));
  return path.length === 0 ? below : [path, ...below];
}

/** Changes the copy in place. */
function changeAt(copy: unknown, path: Path, choice: number): Pick<Change, 'changed' | 'ofValue'> {
  const parent = path.slice(0, -1).reduce((at: unknown, step) => Reflect.get(at as object, step), copy) as object;
  const step = path.at(-1) as string | number;
  const value: unknown = Reflect.get(parent, step);
  if (typeof value === 'object' && value !== null) {
    if (choice % 2 === 0) remove(parent, step);
    else if (Array.isArray(value)) value.push(value[0] ?? 'more');
    else define(value, 'more', 1);
    return { changed: copy, ofValue: false };
  }
  define(parent, step, otherValue(value, choice));
  return { changed: copy, ofValue: true };
}

function remove(parent: object, step: string | number): void {
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else Reflect.deleteProperty(parent, step);
}

/** Also for a member called "__proto__". */
function define(parent: object, step: string | number, value: unknown): void {
  Object.defineProperty(parent, step, { value, enumerable: true, writable: true, configurable: true });
}

function otherValue(value: unknown, choice: number): unknown {
  if (typeof value === 'number') return choice % 2 === 0 ? value + 1 : value - 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === '') return 'x';
  const at = choice % value.length;
  const digit = value.charAt(at) === '0' ? '1' : '0';
  return choice % 3 === 0 ? null : value.slice(0, at) + digit + value.slice(at + 1);
}
