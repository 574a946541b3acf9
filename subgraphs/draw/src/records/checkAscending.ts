import { refuse } from '../DrawError.js';

/**
 * Checks that a list of a record ascends, so that nothing stands in it twice and its canonical JSON is the only one.
 * @param order negative when its first argument comes before its second
 * @param name of an item, for the error
 * @throws RECORD_ORDER with the place of the first item that does not come after the one before it
 */
export function checkAscending<T>(
  items: readonly T[],
  place: string,
  order: (a: T, b: T) => number,
  name: (item: T) => string,
): void {
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    if (before !== undefined && order(before, item) >= 0) {
      refuse('RECORD_ORDER', `${place}[${index}]`, name(item), { against: [place] });
    }
  }
}
