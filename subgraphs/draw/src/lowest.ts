/**
 * The `count` lowest of the numbers under a strict total order, in no particular order. Quickselect: linear in their
 * number on average, where a sort would not be.
 */
export function lowest(
  numbers: ArrayLike<number>,
  count: number,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const taken = Uint32Array.from(numbers);
  if (count <= 0) return taken.subarray(0, 0);
  let low = 0;
  let high = taken.length - 1;
  while (count <= high && low < high) {
    const end = partition(taken, low, high, compare);
    if (count - 1 <= end) high = end;
    else low = end + 1;
  }
  return taken.subarray(0, count);
}

/** Hoare's partition: returns an end such that low…end are all no higher than end+1…high; both parts are non-empty. */
function partition(taken: Uint32Array, low: number, high: number, compare: (a: number, b: number) => number): number {
  const pivot = taken[(low + high) >>> 1] as number;
  let left = low - 1;
  let right = high + 1;
  for (;;) {
    do left += 1;
    while (compare(taken[left] as number, pivot) < 0);
    do right -= 1;
    while (compare(taken[right] as number, pivot) > 0);
    if (left >= right) return right;
    const swapped = taken[left] as number;
    taken[left] = taken[right] as number;
    taken[right] = swapped;
  }
}
