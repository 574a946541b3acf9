import { BURDEN } from './burden.js';
import type { IndicatorDefinition } from './IndicatorDefinition.js';
import { JOINT_WORK } from './jointWork.js';
import { OUTCOMES } from './outcomes.js';
import { REACH } from './reach.js';

/** All indicators, in the order in which they are shown. */
export const INDICATORS: readonly IndicatorDefinition[] = [...REACH, ...JOINT_WORK, ...BURDEN, ...OUTCOMES];
