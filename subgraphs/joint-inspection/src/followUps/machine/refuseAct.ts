import type { OneVisitError } from '@onevisit/kit';
import { jointError } from '../../errors.js';
import { FOLLOW_UP_ACTS, type FollowUpAct } from './acts.js';
import type { Judgement } from './judgeAct.js';
import type { Matter } from './Matter.js';
import { FOLLOW_UP_STATES } from './states.js';

/**
 * The refusal of an act: what can be done, or for whom it is. Its extensions say the same for programs: `state`, `act`, and `acts` (each with
 * the side that does it) or `whose`.
 * @returns OV_JOINT_FOLLOW_UP_NO_ACT or OV_JOINT_FOLLOW_UP_NOT_YOURS, to be thrown
 */
export function refuseAct(
  id: string,
  { state }: Matter,
  act: FollowUpAct,
  judgement: Exclude<Judgement, { readonly kind: 'ALLOWED' }>,
): OneVisitError {
  const values = { id, state, stateZh: FOLLOW_UP_STATES[state].zh, act, actZh: FOLLOW_UP_ACTS[act].zh };
  if (judgement.kind === 'NOT_YOURS') {
    const { whose } = judgement;
    return jointError('OV_JOINT_FOLLOW_UP_NOT_YOURS', { ...values, whose }, { state, act, whose });
  }
  const acts = judgement.acts.map(({ act: name, by }) => ({ act: name, by }));
  const shown = {
    actsZh: acts.map(({ act: name }) => `${FOLLOW_UP_ACTS[name].zh}（${name}）`).join('、') || '无',
    actsEn: acts.map(({ act: name }) => `${name} (${FOLLOW_UP_ACTS[name].en})`).join(', ') || 'nothing',
  };
  return jointError('OV_JOINT_FOLLOW_UP_NO_ACT', { ...values, ...shown }, { state, act, acts });
}
