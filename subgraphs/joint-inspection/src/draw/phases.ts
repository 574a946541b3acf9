/** Phase of a draw; see DrawPhase in the SDL. */
export type DrawPhase = 'COMMITTING' | 'FREEZING' | 'FROZEN' | 'DRAWING' | 'DRAWN' | 'VOID';

/** Phases whose draws are public: from the statement of the freeze on. */
export const PUBLIC_PHASES: readonly DrawPhase[] = ['FROZEN', 'DRAWING', 'DRAWN'];
