const LOOKALIKES: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '\r': ' ',
  '\t': ' ',
  '。': ';',
  '﹪': '%',
  '≧': '≥',
  '≦': '≤',
  '⩾': '≥',
  '⩽': '≤',
  '‐': '-',
  '−': '-',
  '–': '-',
  '—': '-',
  '〜': '-',
  '~': '-',
};

/** A cell with full-width forms and look-alikes made ASCII, character for character: offsets stay what they are. */
export function normalised(cell: string): string {
  return [...Array(cell.length).keys()].map((index) => plain(cell.charAt(index))).join('');
}

function plain(character: string): string {
  const code = character.charCodeAt(0);
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
  return LOOKALIKES[narrow] ?? narrow;
}
