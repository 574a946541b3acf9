/** Who did something, as ledgers name them (`actorOf`): role, department if the role has one, account. */
const ACTOR = /^(?<office>(?:lead|leader|officer|inspector):[^:]*|[^:]*):(?<account>.*)$/s;

/** The account of an actor: one person's, in whichever role they act. */
export function accountOf(actor: string): string {
  return ACTOR.exec(actor)?.groups?.account ?? actor;
}

/** The role and department of an actor, without the account: as much as the public learns. */
export function officeOf(actor: string): string {
  return ACTOR.exec(actor)?.groups?.office ?? actor;
}
