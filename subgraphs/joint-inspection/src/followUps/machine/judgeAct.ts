import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { type FollowUpAct, kindOf } from './acts.js';
import type { Matter, StatedAct } from './Matter.js';
import { type ActingSide, TRANSITIONS, type Transition } from './transitions.js';

/** What comes of an act: how the follow-up stands after it, or why it is refused. */
export type Judgement =
  | { readonly kind: 'ALLOWED'; readonly transition: Transition; readonly after: Matter }
  /** No such act in this state; `acts` are those that there are. */
  | { readonly kind: 'NO_ACT'; readonly acts: readonly Transition[] }
  /** It is for another department. */
  | { readonly kind: 'NOT_YOURS'; readonly whose: string };

/**
 * Days within which a case is decided from the day it was filed, where whoever files it sets none (行政处罚法 第六十条:
 * 应当自行政处罚案件立案之日起九十日内作出行政处罚决定); calendar days.
 */
const CASE_WITHIN = 90;

/**
 * Judges an act by the machine alone.
 * @param department that acts
 */
export function judgeAct(matter: Matter, department: string, stated: StatedAct): Judgement {
  const acts = TRANSITIONS.filter(({ from }) => from === matter.state);
  const transition = acts.find(({ act }) => act === stated.act);
  if (transition === undefined) return { kind: 'NO_ACT', acts };
  const whose = actorOf(matter, transition.by);
  if (whose !== department) return { kind: 'NOT_YOURS', whose };
  return { kind: 'ALLOWED', transition, after: afterAct(matter, transition, stated) };
}

/** The department on one side of a follow-up. */
function actorOf({ holder, waitsFor }: Matter, side: ActingSide): string {
  return side === 'HOLDER' ? holder : (waitsFor ?? holder);
}

function afterAct(matter: Matter, { from, act, to: state }: Transition, stated: StatedAct): Matter {
  const holder = from === 'TRANSFERRED' && act === 'ACCEPTED' ? (matter.waitsFor ?? matter.holder) : matter.holder;
  const measure = kindOf(act).measure ? act : matter.measure;
  const others = stated.to === null || matter.departments.includes(stated.to) ? [] : [stated.to];
  const departments = [...matter.departments, ...others];
  if (state === 'CLOSED') {
    return { state, holder, waitsFor: null, departments, measure, due: null, closedOn: stated.on, outcome: act };
  }
  const waitsFor = state === 'TRANSFERRED' ? (stated.to ?? holder) : holder;
  const open = { closedOn: null, outcome: null };
  return { state, holder, waitsFor, departments, measure, due: stated.dueOn ?? dueByLaw(act, stated.on), ...open };
}

function dueByLaw(act: FollowUpAct, on: string): string | null {
  return act === 'CASE' ? dateOfDay((dayNumber(on) ?? 0) + CASE_WITHIN) : null;
}
