import fc from 'fast-check';

/** Ways to write JSON, of which the first is canonical for well-formed text. */
export const writers: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value, (_, part: unknown) => inOrder(part)),
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 1),
];

function inOrder(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The sizes of chunks, to be repeated. */
export const chunkSizes = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 9 }),
);

/** The bytes in chunks of these sizes. */
export function* inChunks(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  let index = 0;
  for (let at = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const MARKS = new TextEncoder().encode(' ,:"[]{}\\0');

/** The bytes with one of them changed or left out, or with one more. */
export function byteChangesOf(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const places = fc.nat(bytes.length - 1);
  const changed = fc
    .tuple(places, fc.integer({ min: 1, max: 255 }))
    .map(([at, bits]) => bytes.with(at, (bytes[at] ?? 0) ^ bits));
  const shortened = places.map((at) => spliced(bytes, at, at + 1, []));
  const lengthened = fc.tuple(places, fc.constantFrom(...MARKS)).map(([at, mark]) => spliced(bytes, at, at, [mark]));
  return fc.oneof(changed, shortened, lengthened);
}

function spliced(bytes: Uint8Array, start: number, end: number, by: readonly number[]): Uint8Array {
  return Uint8Array.of(...bytes.subarray(0, start), ...by, ...bytes.subarray(end));
}
