import { isObject, type JsonObject } from '../jsonObject.js';

/**
 * Merges what a subgraph sent into what is there already: objects field by field, lists of equal length element by
 * element, anything else replaces. Parts of `source` become parts of `target`.
 */
export function mergeObjects(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    // No plan asks for it, and to write it would set the prototype.
    if (key === '__proto__') continue;
    const value = source[key];
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isObject(present) && isObject(value)) mergeObjects(present, value);
    else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
      mergeLists(present, value);
    else target[key] = value;
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, value] of source.entries()) {
    const present = target[index];
    if (isObject(present) && isObject(value)) mergeObjects(present, value);
    else target[index] = value;
  }
}

/** The objects at a path, in order; `@` in it is every element of a list. What is null or missing is left out. */
export function objectsAt(roots: readonly JsonObject[], path: readonly (string | number)[]): JsonObject[] {
  const found: JsonObject[] = [];
  for (const root of roots) collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: readonly (string | number)[], step: number, found: JsonObject[]): void {
  if (Array.isArray(value)) {
    if (path[step] !== '@') return;
    for (const element of value) collect(element, path, step + 1, found);
    return;
  }
  if (!isObject(value)) return;
  const name = path[step];
  if (name === undefined) found.push(value);
  else if (Object.hasOwn(value, name)) collect(value[name], path, step + 1, found);
}
