import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { jointError } from '../../errors.js';
import { NOT_KEPT } from '../../visits/checkWords.js';
import { type ActPart, type FollowUpAct, kindOf } from './acts.js';
import type { StatedAct } from './Matter.js';

/** An act as GraphQL's FollowUpActInput states it. */
export interface ActInput {
  readonly act: FollowUpAct;
  readonly on: string;
  readonly dueOn?: string | null;
  readonly reference?: string | null;
  readonly to?: string | null;
  readonly organ?: string | null;
  readonly text?: string | null;
}

/** Most characters of each part. */
const MOST: Readonly<Record<ActPart, number>> = { dueOn: 10, reference: 200, to: 100, organ: 200, text: 4_000 };

const PARTS = Object.keys(MOST) as readonly ActPart[];

/** The furthest that a day may be set ahead, in days. */
const FURTHEST = 3 * 366;

/**
 * Checks that an act states what it needs, and nothing that means nothing with it.
 * @param departments codes of the register
 * @throws OV_JOINT_FOLLOW_UP_NEEDS, OV_JOINT_FOLLOW_UP_PART, OV_JOINT_FOLLOW_UP_TEXT, OV_JOINT_FOLLOW_UP_TO, OV_JOINT_FOLLOW_UP_DUE
 */
export function checkParts(input: ActInput, department: string, departments: ReadonlySet<string>): StatedAct {
  const { act, on } = input;
  const { needs, takes, zh: actZh } = kindOf(act);
  const trimmed = PARTS.map((part) => [part, input[part]?.trim() || null] as const);
  const stated = { ...(Object.fromEntries(trimmed) as Record<ActPart, string | null>), act, on };
  for (const part of PARTS) {
    const value = stated[part];
    if (value === null) {
      if (needs.includes(part))
        throw jointError('OV_JOINT_FOLLOW_UP_NEEDS', { part, act, actZh, needs: needs.join('、') });
      continue;
    }
    if (!needs.includes(part) && !takes.includes(part)) {
      throw jointError('OV_JOINT_FOLLOW_UP_PART', { part, act, actZh, takes: [...needs, ...takes].join('、') });
    }
    const [count, most] = [value.length, MOST[part]];
    if (count > most || NOT_KEPT.test(value)) throw jointError('OV_JOINT_FOLLOW_UP_TEXT', { part, most, count });
  }
  const { to, dueOn } = stated;
  if (to !== null && (to === department || !departments.has(to))) throw jointError('OV_JOINT_FOLLOW_UP_TO', { to });
  const last = dateOfDay((dayNumber(on) ?? 0) + FURTHEST);
  if (dueOn !== null && (dueOn < on || dueOn > last)) {
    throw jointError('OV_JOINT_FOLLOW_UP_DUE', { due: dueOn, on, last });
  }
  return stated;
}
