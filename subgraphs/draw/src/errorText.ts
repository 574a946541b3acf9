/**
 * What an error says: what is wrong, and the `remedy`, each in English and Chinese. `{value}` is the offending value,
 * `{expected}` what should stand there, `{against}` the places that it contradicts.
 */
export interface ErrorText {
  readonly en: string;
  readonly zh: string;
  readonly remedy: { readonly en: string; readonly zh: string };
}

/** An ErrorText from its four parts. */
export function text(en: string, zh: string, remedyEn: string, remedyZh: string): ErrorText {
  return { en, zh, remedy: { en: remedyEn, zh: remedyZh } };
}
