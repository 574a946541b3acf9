import type { ErrorValues, OneVisitError } from '@onevisit/kit/errors';
import { ruleError } from '../errors.js';
import { EXPECTED, type Expected } from './expected.js';
import { normalised } from './normalised.js';
import type { quotaErrors } from './quotaErrors.js';
import { shownAt } from './shownAt.js';

/**
 * A place in a cell. Readers take what they know and leave the offset alone otherwise; the cursor remembers how far any of
 * them came and what they wanted there, which is what a syntax error reports.
 */
export class Cursor {
  readonly cell: string;
  /** The cell in its normalised form, of the same length. */
  readonly text: string;
  offset = 0;
  #furthest = 0;
  readonly #wanted = new Set<Expected>();

  constructor(cell: string) {
    this.cell = cell;
    this.text = normalised(cell);
  }

  /** Whether nothing but space is left. */
  get atEnd(): boolean {
    this.#skipSpace();
    return this.offset === this.text.length;
  }

  /**
   * Takes what a sticky pattern matches here, after space.
   * @param wanted what to report if this is as far as any reader comes
   */
  take(pattern: RegExp, wanted?: Expected): RegExpExecArray | undefined {
    this.#skipSpace();
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text);
    if (match !== null) {
      this.offset += match[0].length;
      return match;
    }
    if (wanted !== undefined) this.want(wanted);
    return undefined;
  }

  /** Whether a sticky pattern matches here, after space. */
  sees(pattern: RegExp): boolean {
    this.#skipSpace();
    pattern.lastIndex = this.offset;
    return pattern.test(this.text);
  }

  /** What `read` gives; if nothing, back to where it began. */
  attempt<Value>(read: () => Value | undefined): Value | undefined {
    const { offset } = this;
    const value = read();
    if (value === undefined) this.offset = offset;
    return value;
  }

  /** An error of the catalogue that is at an offset of the cell. */
  error(
    name: keyof typeof quotaErrors,
    offset: number,
    wanted: readonly Expected[] = [],
    values: ErrorValues = {},
  ): OneVisitError {
    const character = String.fromCodePoint(this.cell.codePointAt(offset) ?? 0);
    const shown = shownAt(this.cell, offset);
    return ruleError(
      name,
      {
        ...values,
        position: offset + 1,
        found: offset < this.cell.length ? JSON.stringify(character) : '结尾 end',
        expectedZh: wanted.map((one) => EXPECTED[one].zh).join('、或'),
        expectedEn: wanted.map((one) => EXPECTED[one].en).join(', or '),
        shown,
      },
      { offset, expected: wanted, shown },
    );
  }

  /** OV_RULES_QUOTA_TOO_LONG at the first character that is too many. */
  tooLong(most: number): OneVisitError {
    return this.error('OV_RULES_QUOTA_TOO_LONG', most, [], { most });
  }

  /** OV_RULES_QUOTA_SYNTAX at the furthest place that any reader came to. */
  syntaxError(): OneVisitError {
    if (this.#furthest < this.offset || this.#wanted.size === 0) this.want('END');
    const wanted = (Object.keys(EXPECTED) as Expected[]).filter((one) => this.#wanted.has(one));
    return this.error('OV_RULES_QUOTA_SYNTAX', this.#furthest, wanted);
  }

  /** Says what could stand here: reported if this is as far as any reader comes. */
  want(wanted: Expected): void {
    this.#skipSpace();
    if (this.offset < this.#furthest) return;
    if (this.offset > this.#furthest) this.#wanted.clear();
    this.#furthest = this.offset;
    this.#wanted.add(wanted);
  }

  #skipSpace(): void {
    while (this.text[this.offset] === ' ') this.offset += 1;
  }
}
