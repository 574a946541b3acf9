import { creditCode } from '@onevisit/schema';
import type { Registration } from './data/industries.js';
import { organisationCode } from './organisationCode.js';
import type { SeededRandom } from './SeededRandom.js';

/** The characters of GB 32100, 4.1: digits and capital letters without I, O, S, V and Z. */
const CHARACTERS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

/**
 * How the organisation code of every demo subject begins. Real ones begin with digits or with M, so that no code of the demo
 * city can be that of a real firm.
 */
const DEMO_PREFIX = 'DEM';
const RANDOM_CHARACTERS = 5;

/** Issues unified social credit codes (统一社会信用代码), none twice. */
export class CreditCodeIssuer {
  readonly #random: SeededRandom;
  readonly #issued = new Set<string>();

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /**
   * A new code.
   * @param registration registering body and category, positions 1 and 2
   * @param division division of the registering body, positions 3 to 8
   */
  issue(registration: Registration, division: string): string {
    const body = this.#newBody();
    return creditCode(`${registration}${division}${organisationCode(body)}`);
  }

  #newBody(): string {
    for (;;) {
      const body =
        DEMO_PREFIX + Array.from({ length: RANDOM_CHARACTERS }, () => this.#random.pick(CHARACTERS)).join('');
      if (!this.#issued.has(body)) {
        this.#issued.add(body);
        return body;
      }
    }
  }
}
