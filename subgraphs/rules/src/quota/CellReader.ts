import type { OneVisitError } from '@onevisit/kit/errors';
import type { Cursor } from './Cursor.js';
import { demandOf } from './demandOf.js';
import { type Note, takeNote } from './notes.js';
import { type Row, shareOf } from './shareOf.js';
import { takeCount } from './takeAmount.js';
import { takeSoft } from './takeComparison.js';
import { takeFrequency } from './takeFrequency.js';
import { takeLevel, takeStrata, takeTier } from './takePrefix.js';
import { type Term, takeFillers, takeMoreTerms, takeTerm, takeTerms } from './takeTerm.js';
import type { CountAmount, Demand, Frequency, WrittenQuota } from './WrittenQuota.js';

const SEPARATOR = /[;,、/\n]/y;
const SEPARATORS = /[;,、/\n ]*/y;
const OPENING = /\(/y;
const CLOSING = /\)/y;
const ITEM_CLASS = /(?:(重点|key\b)|一般|general\b)(?: *items?\b|(?:检查|抽查)?事项):?/iy;
const OVERALL = /(?:总体|整体|总的)(?:抽查|检查)?(?:比例)?|overall\b/iy;
const YEARLY = /(?:每年|全年|年度)(?:抽查|检查)?(?:的?比例)?(?:之和|合计|累计|总和)|yearly total\b/iy;
const BASE = /(?:基数|base\b):?/iy;
const TARGET = /(?:目标|计划抽查|target\b):?/iy;

/** Reads a cell clause by clause. A level holds for the strata and tiers that follow it, a stratum for its tiers. */
export class CellReader {
  readonly notes: Note[] = [];
  readonly #cursor: Cursor;
  readonly #rows: Row[] = [];
  /** Terms that say neither level, stratum nor tier. */
  readonly #bare: Term[] = [];
  #level: Row['level'];
  #stratum: Row['stratum'];
  #itemClass: WrittenQuota['itemClass'];
  #overall: Demand | undefined;
  #yearly: Demand | undefined;
  #frequency: Frequency | undefined;
  #base: CountAmount | undefined;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** What the whole cell says. @throws OV_RULES_QUOTA_* with the place */
  read(): WrittenQuota {
    const cursor = this.#cursor;
    cursor.take(SEPARATORS);
    while (!cursor.atEnd) {
      if (!this.#readClause()) throw cursor.syntaxError();
      if (cursor.take(SEPARATOR) === undefined) cursor.want('END');
      cursor.take(SEPARATORS);
    }
    const bare: readonly Row[] = this.#bare.slice(0, 1).map(({ offset }) => ({ terms: this.#bare, offset }));
    const rows = [...bare, ...this.#rows].sort((a, b) => a.offset - b.offset);
    return {
      ...(this.#itemClass !== undefined && { itemClass: this.#itemClass }),
      ...(rows.length > 0 && { share: shareOf(rows, cursor) }),
      ...(this.#overall !== undefined && { overall: this.#overall }),
      ...(this.#yearly !== undefined && { yearly: this.#yearly }),
      ...(this.#frequency !== undefined && { frequency: this.#frequency }),
      ...(this.#base !== undefined && { base: this.#base }),
    };
  }

  #readClause(): boolean {
    const note = takeNote(this.#cursor, 'OUTSIDE');
    if (note !== undefined) {
      this.notes.push(note);
      return true;
    }
    this.#readItemClass();
    return this.#readWhole() || this.#readBase() || this.#readFrequency() || this.#readTarget() || this.#readShare();
  }

  /** 一般检查事项 before what holds for it. */
  #readItemClass(): void {
    const { offset } = this.#cursor;
    const [word, key] = this.#cursor.take(ITEM_CLASS) ?? [];
    if (word === undefined) return;
    if (this.#itemClass !== undefined) throw this.#repeated(offset);
    this.#itemClass = key === undefined ? 'GENERAL' : 'KEY';
  }

  /** 总体≤5%, 每年比例之和≥20% */
  #readWhole(): boolean {
    const cursor = this.#cursor;
    takeFillers(cursor);
    const { offset } = cursor;
    const overall = cursor.take(OVERALL) !== undefined;
    if (!overall && cursor.take(YEARLY) === undefined) return false;
    const terms = this.#takeDemand();
    if (terms === undefined) throw cursor.syntaxError();
    if ((overall ? this.#overall : this.#yearly) !== undefined) throw this.#repeated(offset);
    const demand = demandOf(terms, cursor);
    if (overall) this.#overall = demand;
    else this.#yearly = demand;
    return true;
  }

  /** 基数474家 */
  #readBase(): boolean {
    const cursor = this.#cursor;
    const { offset } = cursor;
    if (cursor.take(BASE) === undefined) return false;
    const base = this.#takeSoftCount();
    if (this.#base !== undefined) throw this.#repeated(offset);
    this.#base = base;
    return true;
  }

  #readFrequency(): boolean {
    const cursor = this.#cursor;
    const { offset } = cursor;
    const frequency = takeFrequency(cursor);
    if (frequency === undefined) return false;
    if (this.#frequency !== undefined) throw this.#repeated(offset);
    this.#frequency = frequency;
    return true;
  }

  /** 目标2 */
  #readTarget(): boolean {
    const cursor = this.#cursor;
    const { offset } = cursor;
    if (cursor.take(TARGET) === undefined) return false;
    this.#bare.push({ kind: 'STATED', amount: this.#takeSoftCount(), offset });
    return true;
  }

  #readShare(): boolean {
    const cursor = this.#cursor;
    takeFillers(cursor);
    const { offset } = cursor;
    const level = takeLevel(cursor);
    if (level !== undefined) takeFillers(cursor);
    const strata = takeStrata(cursor);
    if (strata !== undefined) takeFillers(cursor);
    const prefixed = level !== undefined || strata !== undefined;
    const tiered = cursor.attempt(() => {
      const tier = takeTier(cursor);
      const terms = tier && this.#takeDemand();
      return terms && { tier, terms };
    });
    const terms = tiered?.terms ?? this.#takeDemand();
    if (terms === undefined) return false;
    if (!prefixed && tiered === undefined) {
      this.#bare.push(...terms);
      return true;
    }
    if (level !== undefined) this.#level = level;
    if (prefixed) this.#stratum = undefined;
    for (const stratum of strata ?? [this.#stratum]) {
      this.#rows.push({ level: this.#level, stratum, tier: tiered?.tier, terms, offset });
      this.#stratum = stratum;
    }
    return true;
  }

  /** Terms joined by 且, each with what stands in parentheses after it. */
  #takeDemand(): readonly Term[] | undefined {
    const first = takeTerm(this.#cursor);
    if (first === undefined) return undefined;
    const terms = [first, ...this.#takeParenthesis()];
    for (let more = takeMoreTerms(this.#cursor); more.length > 0; more = takeMoreTerms(this.#cursor)) {
      terms.push(...more, ...this.#takeParenthesis());
    }
    return terms;
  }

  /** (20户), (约20户), (不少于3家), (基数474家), (含分公司) */
  #takeParenthesis(): readonly Term[] {
    const cursor = this.#cursor;
    if (cursor.take(OPENING) === undefined) return [];
    const terms: Term[] = [];
    while (cursor.take(CLOSING, 'CLOSING') === undefined) {
      const note = takeNote(cursor, 'PARENTHESIS');
      const more = note === undefined && !this.#readBase() ? takeTerms(cursor) : [];
      if (more === undefined) throw cursor.syntaxError();
      if (note !== undefined) this.notes.push(note);
      terms.push(...more);
      const { offset } = cursor;
      cursor.take(SEPARATORS);
      if (cursor.offset === offset && !cursor.sees(CLOSING)) {
        cursor.take(CLOSING, 'CLOSING');
        throw cursor.syntaxError();
      }
    }
    return terms;
  }

  #takeSoftCount(): CountAmount {
    const cursor = this.#cursor;
    const soft = takeSoft(cursor);
    const count = takeCount(cursor);
    if (count === undefined) throw cursor.syntaxError();
    return soft === undefined ? count : { ...count, soft };
  }

  #repeated(offset: number): OneVisitError {
    return this.#cursor.error('OV_RULES_QUOTA_REPEATED', offset);
  }
}
