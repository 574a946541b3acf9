import type { OneVisitError } from '@onevisit/kit/errors';
import { ruleError } from '../errors.js';
import { type Path, type Place, printPlace, type SourceText } from '../SourceText.js';

/** Codes of what may be wrong in a pack's file. */
export type PackProblemCode = Extract<Parameters<typeof ruleError>[0], `OV_RULES_PACK_${string}`>;

/** Something wrong in a pack's file, with its place. */
export interface PackProblem extends Place {
  readonly code: string;
  /** Names from the file's root, with dots. */
  readonly path: string;
  /** Chinese then English, with the remedy. */
  readonly message: string;
}

/** Collects what is wrong in one file, so that all of it is told at once. */
export class PackProblems {
  readonly #text: SourceText;
  readonly #problems: PackProblem[] = [];

  constructor(text: SourceText) {
    this.#text = text;
    for (const { kind, problem, place } of text.problems) this.#add(`OV_RULES_PACK_${kind}`, place, '', { problem });
  }

  get all(): readonly PackProblem[] {
    return this.#problems;
  }

  /** Adds a problem with what stands at a path. */
  add(code: PackProblemCode, path: Path, values: Readonly<Record<string, string | number>> = {}): void {
    this.#add(code, this.#text.placeOf(path), path.join('.'), values);
  }

  /** Adds a problem with the name of a member. */
  addToName(code: PackProblemCode, path: Path, values: Readonly<Record<string, string | number>> = {}): void {
    this.#add(code, this.#text.placeOfName(path), path.join('.'), values);
  }

  #add(code: PackProblemCode, place: Place, path: string, values: Readonly<Record<string, string | number>>): void {
    const { message } = ruleError(code, { path, ...values });
    this.#problems.push({ code, ...place, path, message });
  }
}

/** The error that tells all that is wrong in some files, by place. */
export function invalidPacks(problems: readonly PackProblem[]): OneVisitError {
  const sorted = [...problems].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.code.localeCompare(b.code),
  );
  const list = sorted.map((problem) => `${printPlace(problem)} ${problem.code} ${problem.message}`);
  return ruleError('OV_RULES_PACK_INVALID', { count: sorted.length, list: list.join('\n') }, { problems: sorted });
}
