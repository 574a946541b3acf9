import { readFileSync } from 'node:fs';
import type { DrawInput } from '../drawInput.js';
import type { DrawOutcome } from '../runDraw.js';

/** An input and what an independent implementation made of it. */
export interface Vector {
  readonly input: DrawInput;
  readonly expected: DrawOutcome;
}

/** The vectors of one file, read afresh. */
export function vectorsOf(name: 'small' | 'withheld' | 'scarce' | 'many'): readonly Vector[] {
  const url = new URL(`../../../../tests/vectors/draw-${name}.json`, import.meta.url);
  const file = JSON.parse(readFileSync(url, 'utf8')) as Vector | { readonly cases: readonly Vector[] };
  return 'cases' in file ? file.cases : [file];
}

/** The one vector of draw-small. */
export function smallVector(): Vector {
  const [vector] = vectorsOf('small');
  if (vector === undefined) throw new Error('draw-small holds no vector');
  return vector;
}
