/** Representations of a call, each once. */
export interface DistinctRepresentations {
  /** Each as JSON, in the order of their first place. */
  readonly texts: readonly string[];
  /** For each representation that was asked for, its index among the distinct ones. */
  readonly places: readonly number[];
}

/**
 * Finds what is asked for twice. The gateway asks for every object that it found, and a hundred visits share a handful
 * of items; it writes the fields of representations in one order, so that equal ones are equal as text.
 */
export function distinctRepresentations(representations: readonly unknown[]): DistinctRepresentations {
  const indices = new Map<string, number>();
  const places = representations.map((representation) => {
    const text = JSON.stringify(representation);
    const index = indices.get(text) ?? indices.size;
    indices.set(text, index);
    return index;
  });
  return { texts: [...indices.keys()], places };
}

/** Puts the answer for each distinct representation at every place that asked for it: each place its own copy, since the gateway writes into it. */
export function spreadEntities(entities: readonly unknown[], places: readonly number[]): unknown[] {
  if (entities.length === places.length) return [...entities];
  const isTaken = new Uint8Array(entities.length);
  return places.map((index) => {
    if (isTaken[index] === 1) return copyOf(entities[index]);
    isTaken[index] = 1;
    return entities[index];
  });
}

/** A copy of parsed JSON. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // Assigned, this key would set the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: copyOf(member), ...OWN });
    else copy[key] = copyOf(member);
  }
  return copy;
}

const OWN = { enumerable: true, writable: true, configurable: true };
