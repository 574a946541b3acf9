/** Classifiers (量词) that counts are written in. */
export const UNITS = {
  SUBJECT: { zh: ['户'], en: ['subject', 'subjects'] },
  ESTABLISHMENT: { zh: ['家'], en: ['establishment', 'establishments'] },
  INSTITUTION: { zh: ['所'], en: ['institution', 'institutions'] },
  UNIT: { zh: ['个'], en: ['unit', 'units'] },
  PERSON: { zh: ['人', '名'], en: ['person', 'people'] },
  VEHICLE: { zh: ['辆'], en: ['vehicle', 'vehicles'] },
  PIECE: { zh: ['件'], en: ['piece', 'pieces'] },
  BATCH: { zh: ['批次', '批'], en: ['batch', 'batches'] },
  MACHINE: { zh: ['台'], en: ['machine', 'machines'] },
  SHIP: { zh: ['艘'], en: ['ship', 'ships'] },
  SITE: { zh: ['处'], en: ['site', 'sites'] },
  FACILITY: { zh: ['座'], en: ['facility', 'facilities'] },
  PROJECT: { zh: ['项目', '项'], en: ['project', 'projects'] },
  DEPOT: { zh: ['库点'], en: ['depot', 'depots'] },
} as const satisfies Readonly<Record<string, UnitWords>>;

interface UnitWords {
  /** The first is canonical. */
  readonly zh: readonly [string, ...string[]];
  readonly en: readonly [singular: string, plural: string];
}

/** One of UNITS. */
export type Unit = keyof typeof UNITS;

const WORDS = new Map<string, Unit>(
  Object.entries(UNITS).flatMap(([unit, { zh, en }]) => [...zh, ...en].map((word) => [word, unit as Unit] as const)),
);

/** Source of a pattern for any unit's word: longer words first, English ones whole. */
export const UNIT_WORD = [...WORDS.keys()]
  .sort((a, b) => b.length - a.length)
  .map((word) => (/[a-z]/.test(word) ? `${word}\\b` : word))
  .join('|');

/** The unit that a word of UNIT_WORD stands for; that of 个 for none. */
export function unitOf(word: string | undefined): Unit {
  return WORDS.get((word ?? '').toLowerCase()) ?? 'UNIT';
}
