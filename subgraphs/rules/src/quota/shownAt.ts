/** East Asian wide characters: they take two columns in a monospaced font. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
/** UTF-16 code units shown before and after the place. */
const BEFORE = 60;
const AFTER = 20;

/** The line of a cell that `offset` (UTF-16 code units) lies in, shortened, and below it a caret under that character. */
export function shownAt(cell: string, offset: number): string {
  const lineBegins = offset === 0 ? 0 : cell.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = cell.indexOf('\n', offset);
  const lineEnds = lineEnd === -1 ? cell.length : lineEnd;
  const begins = Math.max(lineBegins, offset - BEFORE);
  const ends = Math.min(lineEnds, offset + AFTER);
  const before = `${begins > lineBegins ? '…' : ''}${cell.slice(begins, offset)}`;
  const after = `${cell.slice(offset, ends)}${ends < lineEnds ? '…' : ''}`;
  const indent = [...before].map((character) => (WIDE.test(character) ? '\u3000' : ' ')).join('');
  return `${before}${after}\n${indent}^`;
}
