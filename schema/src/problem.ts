/** What is wrong with a value, in both languages. */
export interface Problem {
  readonly zh: string;
  readonly en: string;
}

/** Both languages in one text, Chinese first. */
export function bilingual({ zh, en }: Problem): string {
  return `${zh} ${en}`;
}

/** The first character of a text that is not allowed, and its position counted from 1; null if all are. */
export function strangeCharacterAt(text: string, allowed: RegExp): { position: number; character: string } | null {
  const characters = [...text];
  const index = characters.findIndex((character) => !allowed.test(character));
  const character = characters[index];
  return character === undefined ? null : { position: index + 1, character };
}
