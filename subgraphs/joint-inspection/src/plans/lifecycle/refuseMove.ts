import type { OneVisitError } from '@onevisit/kit';
import { jointError } from '../../errors.js';
import type { Judgement } from './judgeMove.js';
import { MOVERS, type MoverName } from './movers.js';
import { NEEDS, type NeedCode } from './needs.js';
import { PLAN_PHASES, type PlanPhase } from './phases.js';
import type { Transition } from './transitions.js';

type Refused = Exclude<Judgement, { readonly kind: 'ALLOWED' }>;

/**
 * The refusal of a move: who may make it, and what is missing. Its extensions say the same for programs: `phase`, `to`, `who` (each
 * with roles, departments and mutations), `missing` (codes of needs) and `way` (the phases from here to there).
 * @returns OV_JOINT_PLAN_FINAL, OV_JOINT_PLAN_NO_MOVE, OV_JOINT_PLAN_NOT_YOURS or OV_JOINT_PLAN_MISSING, to be thrown
 */
export function refuseMove(id: string, phase: PlanPhase, to: PlanPhase, judgement: Refused): OneVisitError {
  const { code, moves, missing, way } = refusalOf(judgement);
  const who = [...new Set(moves.map(({ by }) => by))];
  const values = { id, phase, phaseZh: PLAN_PHASES[phase].zh, to, toZh: PLAN_PHASES[to].zh };
  const details = { phase, to, who: who.map(whoOf), missing, way: way.map((move) => move.to) };
  return jointError(code, { ...values, ...shownWho(who), ...shownNeeds(missing), ...shownWay(way) }, details);
}

function refusalOf(judgement: Refused) {
  switch (judgement.kind) {
    case 'NO_MOVE': {
      const { way } = judgement;
      const missing = [...new Set(way.flatMap(({ needs }) => needs))];
      return {
        code: way.length === 0 ? 'OV_JOINT_PLAN_FINAL' : 'OV_JOINT_PLAN_NO_MOVE',
        moves: way,
        missing,
        way,
      } as const;
    }
    case 'NOT_YOURS':
      return { ...judgement, code: 'OV_JOINT_PLAN_NOT_YOURS', way: [] } as const;
    case 'MISSING':
      return { ...judgement, code: 'OV_JOINT_PLAN_MISSING', moves: [judgement.transition], way: [] } as const;
  }
}

function whoOf(name: MoverName): object {
  const { roles, of, by } = MOVERS[name];
  return { roles, of, by };
}

function shownWho(names: readonly MoverName[]) {
  const movers = names.map((name) => MOVERS[name]);
  return {
    whoZh: movers.map(({ zh, by }) => `${zh}（${by.join('、')}）`).join('；'),
    whoEn: movers.map(({ en, by }) => `${en} (${by.join(', ')})`).join('; '),
  };
}

function shownNeeds(missing: readonly NeedCode[]) {
  return {
    missingZh: missing.map((need) => NEEDS[need].zh).join('；') || '无',
    missingEn: missing.map((need) => NEEDS[need].en).join('; ') || 'nothing',
  };
}

/** A way through the machine, in words: each phase with who moves the plan there, and by what. */
export function shownWay(way: readonly Transition[]) {
  const steps = way.map(({ to, by }) => ({ to, mover: MOVERS[by] }));
  return {
    wayZh: steps.map(({ to, mover }) => `${PLAN_PHASES[to].zh}（${mover.zh}：${mover.by.join('、')}）`).join(' → '),
    wayEn: steps.map(({ to, mover }) => `${to} (${mover.en}: ${mover.by.join(', ')})`).join(' → '),
  };
}
