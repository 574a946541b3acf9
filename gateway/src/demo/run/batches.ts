/** Limits of one call: rows as the contract allows, bytes below what the gateway takes. */
export const MOST_ROWS = 2000;
export const MOST_BYTES = 3_000_000;

/**
 * Cuts rows into lists that fit one call each, in order.
 * @param rows whatever JSON can hold
 */
export function batches<Row>(rows: readonly Row[], mostRows = MOST_ROWS, mostBytes = MOST_BYTES): Row[][] {
  const cut: Row[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row)) + 1;
    const last = cut.at(-1);
    if (last === undefined || last.length === mostRows || bytes + size > mostBytes) {
      cut.push([row]);
      bytes = size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return cut;
}
