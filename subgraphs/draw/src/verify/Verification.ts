import { DrawError, type DrawErrorCode } from '../DrawError.js';
import { type Bilingual, type CheckName, checks, kindNames, type RecordKind } from './checks.js';
import type { VerifiedRecord } from './verifyKind.js';

/** The first thing that is not as it should be. */
export interface Difference extends Bilingual {
  /** Where, e.g. `visits[12].crew["fire-rescue"][0].inspector`; `record` for the record as a whole. */
  readonly place: string;
  /** Places that the first one contradicts, or was recomputed from: if it was not changed, one of these was. */
  readonly against: readonly string[];
  readonly code: DrawErrorCode;
}

/** The result of a verification; `checks` are those that passed, in order. */
export type Verification = { readonly checks: readonly Bilingual[] } & (
  | {
      readonly ok: true;
      readonly kind: RecordKind;
      /** Of the record, in hex; of an auditor's record the one that the public record names. */
      readonly hash: string;
    }
  | { readonly ok: false; readonly kind: RecordKind | 'unknown'; readonly difference: Difference }
);

/** What a verification has found so far. */
export class Findings {
  readonly checks: Bilingual[] = [];
  kind: RecordKind | 'unknown' = 'unknown';
  /** The other record that is being verified now, if it is not the record itself. */
  other: RecordKind | undefined;

  /** Says that a check has passed. */
  readonly pass = (name: CheckName): void => {
    const { zh, en } = checks[name];
    const other = this.other === undefined ? undefined : kindNames[this.other];
    this.checks.push(other === undefined ? { zh, en } : { zh: `${other.zh}：${zh}`, en: `${other.en}: ${en}` });
  };

  /** The verification that ends without a difference. */
  passed({ kind, record }: VerifiedRecord): Verification {
    return { ok: true, kind, checks: this.checks, hash: record.hash };
  }

  /** The verification that ends with this refusal. @throws what is none */
  failed(error: unknown): Verification {
    if (!(error instanceof DrawError)) throw error;
    const { path, against, code, messageZh, message } = error;
    const other = this.other;
    const difference =
      other === undefined
        ? { place: path, against, code, zh: messageZh, en: message }
        : {
            place: `${other}.${path}`,
            against: against.map((place) => `${other}.${place}`),
            code,
            zh: `${kindNames[other].zh}：${messageZh}`,
            en: `${kindNames[other].en}: ${message}`,
          };
    return { ok: false, kind: this.kind, checks: this.checks, difference };
  }
}
