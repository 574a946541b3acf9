import { pureMatching } from '../matchmaking/pureMatching.js';
import { hashingAlone, hashingAloneNatively } from './hashingAlone.js';
import { pureDraw } from './pureDraw.js';

/** What a child measures, by the name that it is called with. */
const MEASUREMENTS = { hashingAlone, hashingAloneNatively, pureDraw, pureMatching };

/** Names of measurements and what they come to. */
export type Measurements = typeof MEASUREMENTS;

const [name, entries] = process.argv.slice(2);
const measure = MEASUREMENTS[name as keyof Measurements];
process.send?.(measure(Number(entries)));
