import { CreditCodeIssuer, SeededRandom } from '@onevisit/gateway';
import { CREDIT_CLASSES, LEGS } from './legs.js';

/** Divisions (区县) of the city. */
export const DISTRICTS = ['411502', '411503', '411521', '411522', '411523', '411524', '411525', '411526'] as const;

const SHARE_PERCENT = 60;
const CLASSES = CREDIT_CLASSES.map(({ weight }, value) => ({ value, weight }));

/** A subject of a department's pool. */
export interface Member {
  /** Its credit code. */
  readonly code: string;
  readonly district: string;
  readonly creditClass: string;
}

/**
 * The city's subjects, in the order in which they were registered. Each department has 60 % of them in its pool, a
 * subject with the same credit class in all. The same in every run and every process; nobody in it is real.
 */
export class BenchCity {
  /** Credit codes by number. */
  readonly codes: readonly string[];
  readonly #districts: Uint8Array;
  readonly #classes: Uint8Array;
  /** Bit i: department i has the subject in its pool. */
  readonly #holders: Uint8Array;
  /** All numbers, bytewise by credit code. */
  #sorted: Uint32Array | undefined;

  /** @param entries of each department's pool, about */
  constructor(entries: number) {
    const subjects = Math.round((entries * 100) / SHARE_PERCENT);
    const random = new SeededRandom('bench', 'subjects');
    const issuer = new CreditCodeIssuer(new SeededRandom('bench', 'codes'));
    this.#districts = new Uint8Array(subjects);
    this.#classes = new Uint8Array(subjects);
    this.#holders = new Uint8Array(subjects);
    this.codes = Array.from({ length: subjects }, (_, number) => {
      const district = random.int(0, DISTRICTS.length - 1);
      this.#districts[number] = district;
      this.#classes[number] = random.pickWeighted(CLASSES);
      this.#holders[number] = LEGS.reduce((bits, _leg, at) => bits | (random.chance(SHARE_PERCENT) ? 1 << at : 0), 0);
      return issuer.issue('91', DISTRICTS[district] ?? '');
    });
  }

  /** The pool of a department, by its place in LEGS: numbers of subjects, in order of registration. */
  pool(department: number): Uint32Array {
    return Uint32Array.from(this.codes.keys()).filter((number) => this.#holds(department, number));
  }

  /** The same in the order of leaves: bytewise by credit code. */
  sortedPool(department: number): Uint32Array {
    this.#sorted ??= Uint32Array.from(this.codes.keys()).sort((a, b) =>
      (this.codes[a] ?? '') < (this.codes[b] ?? '') ? -1 : 1,
    );
    return this.#sorted.filter((number) => this.#holds(department, number));
  }

  #holds(department: number, number: number): boolean {
    return (((this.#holders[number] ?? 0) >> department) & 1) === 1;
  }

  member(number: number): Member {
    return {
      code: this.codes[number] ?? '',
      district: DISTRICTS[this.#districts[number] ?? 0] ?? '',
      creditClass: CREDIT_CLASSES[this.#classes[number] ?? 0]?.value ?? '',
    };
  }
}
