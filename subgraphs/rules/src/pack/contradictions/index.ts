import type { RulePack } from '../RulePack.js';
import { againstParent } from './againstParent.js';
import type { Contradiction, FindContradictions } from './Contradiction.js';
import { aboutCoverage } from './coverage.js';
import { aboutDeadlines } from './deadlines.js';
import { aboutFrequency } from './frequency.js';
import { aboutMarks } from './marks.js';
import { aboutPlans } from './plans.js';
import { repeatedValues } from './repeatedValues.js';
import { unknownBounds } from './unknownBounds.js';

const WITHIN: readonly FindContradictions[] = [
  repeatedValues,
  unknownBounds,
  aboutCoverage,
  aboutFrequency,
  aboutMarks,
  aboutDeadlines,
  aboutPlans,
];

/** All that cannot hold together in a pack, or beside the pack that it extends. */
export function contradictionsOf(pack: RulePack, parent: RulePack | null): readonly Contradiction[] {
  const within = WITHIN.flatMap((find) => [...find(pack.rules)]);
  return parent === null ? within : [...within, ...againstParent(pack, parent)];
}
