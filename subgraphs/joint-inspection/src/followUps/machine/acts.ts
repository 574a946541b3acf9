/** What an act may state besides its day: fields of GraphQL's FollowUpActInput. */
export type ActPart = 'dueOn' | 'reference' | 'to' | 'organ' | 'text';

/** Something that is done about a follow-up. */
export interface ActKind {
  readonly zh: string;
  readonly en: string;
  /** Whether it is a measure (处置措施): what the holder decides to do. */
  readonly measure: boolean;
  /** What must be stated. */
  readonly needs: readonly ActPart[];
  /** What may be stated besides; anything else is refused. */
  readonly takes: readonly ActPart[];
}

const measure = (zh: string, en: string, needs: readonly ActPart[], ...takes: ActPart[]): ActKind => {
  return { zh, en, measure: true, needs, takes };
};

const answer = (zh: string, en: string, needs: readonly ActPart[], ...takes: ActPart[]): ActKind => {
  return { zh, en, measure: false, needs, takes };
};

/**
 * Every act. Measures are those of the national record form (none, back to routine supervision, order to correct by a date, case
 * transferred, copied to another department, other), with the filing of a case, from which penalties come, and the judiciary
 * apart from other departments, as it does not answer here itself.
 */
export const FOLLOW_UP_ACTS = {
  NOTHING: measure('无需后续处置', 'nothing more to be done', ['text']),
  ROUTINE_SUPERVISION: measure('转日常监管', 'back to routine supervision', [], 'text'),
  CORRECTION_ORDER: measure('责令限期改正', 'order to correct by a day', ['dueOn'], 'reference', 'text'),
  CASE: measure('立案', 'case filed', ['reference'], 'dueOn', 'text'),
  TRANSFER: measure('移送其他部门', 'transfer to another department', ['to', 'reference', 'dueOn'], 'text'),
  JUDICIARY: measure('移送司法机关', 'referral to the judiciary', ['organ', 'reference', 'dueOn'], 'text'),
  COPY: measure('抄告其他部门', 'copy to another department', ['to'], 'reference', 'text'),
  OTHER: measure('其他处置', 'another measure', ['text'], 'dueOn', 'reference'),
  CORRECTED: answer('复查:已改正', 're-check: corrected', [], 'reference', 'text'),
  RENEWED: answer('复查:未改正,另定期限', 're-check: not corrected, another day set', ['dueOn', 'text'], 'reference'),
  NOT_CORRECTED: answer('复查:未改正,另行处置', 're-check: not corrected, to be decided anew', ['text'], 'reference'),
  PENALTY: answer('作出行政处罚决定', 'penalty decided', ['reference'], 'text'),
  NO_PENALTY: answer('不予行政处罚', 'no penalty', ['text'], 'reference'),
  CASE_DROPPED: answer('撤销案件', 'case dropped', ['text'], 'reference'),
  ACCEPTED: answer('接收', 'accepted', [], 'dueOn', 'reference', 'text'),
  RETURNED: answer('退回', 'returned', ['text'], 'reference'),
  RECALLED: answer('收回移送', 'transfer recalled', ['text'], 'reference'),
  DONE: answer('处置完毕', 'done', ['text'], 'reference'),
  REVOKED: answer('撤销', 'revoked, as there was no cause', ['text'], 'reference'),
} as const satisfies Readonly<Record<string, ActKind>>;

/** Name of an act; see FollowUpAct in the SDL. */
export type FollowUpAct = keyof typeof FOLLOW_UP_ACTS;

/** All acts. */
export const ALL_ACTS = Object.keys(FOLLOW_UP_ACTS) as readonly FollowUpAct[];

/** An act by its name, as the table has it. */
export function kindOf(act: FollowUpAct): ActKind {
  return FOLLOW_UP_ACTS[act];
}
