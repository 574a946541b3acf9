import type { Mark } from '@onevisit/rules';
import { ALL_KINDS, type Counting, DRAWN_KINDS, type GroupedLeg } from '../budget/Counting.js';
import type { LegCap } from '../budget/LegCap.js';
import type { PlanRules } from '../rules/PlanRules.js';

/** What is done with trustworthy subjects: GraphQL's TrustworthyTreatment. */
export type Treatment = 'EXEMPT' | 'FEWER';

/** What the rules of a leg's department say of the standings of its entries. */
export interface LegRules {
  readonly leg: GroupedLeg;
  /** The department's own visits of the year, which keep others away; null without such a rule. */
  readonly otherUnit: { readonly counting: Counting; readonly liftedFor: readonly Mark[] } | null;
  /** Whether results of other departments are recognised. */
  readonly recognises: boolean;
  /** Trustworthy subjects, where the plan has chosen what is permitted. */
  readonly trustworthy: { readonly for: readonly Mark[]; readonly treatment: Treatment } | null;
  /** Subjects to be inspected more often. */
  readonly raised: readonly Mark[];
  /** The visits that the minimum frequency asks for. */
  readonly minimum: { readonly counting: Counting; readonly atLeast: number } | null;
  readonly caps: readonly LegCap[];
}

/** Reads what the rules of its department say of a leg. @param treatment what the plan has chosen */
export function legRules(
  rules: PlanRules,
  leg: GroupedLeg,
  caps: readonly LegCap[],
  treatment: Treatment | null,
): LegRules {
  const of = rules.of(leg.department);
  const otherUnit = of.rule('other-unit');
  const trustworthy = of.rule('trustworthy');
  const minimum = of.rule('minimum-frequency');
  const chosen = treatment !== null && trustworthy?.treatments.includes(treatment) ? { treatment } : null;
  return {
    leg,
    otherUnit:
      otherUnit?.plans === 'LEAVE_OUT'
        ? { counting: drawnBy(leg.department, 1, ['ROUTINE']), liftedFor: otherUnit.liftedFor }
        : null,
    recognises: of.rule('mutual-recognition') !== null,
    trustworthy: trustworthy && chosen && { for: trustworthy.for, ...chosen },
    raised: of.rule('raised-frequency')?.for ?? [],
    minimum:
      minimum === null
        ? null
        : { counting: drawnBy(leg.department, minimum.everyYears, ALL_KINDS), atLeast: minimum.atLeast },
    caps: caps.filter((cap) => cap.legId === leg.id),
  };
}

/** Whether the rules of a leg leave its pages as they come, whatever was counted. */
export function leavesPages({ otherUnit, recognises, trustworthy, raised, caps }: LegRules): boolean {
  return otherUnit === null && !recognises && trustworthy === null && raised.length === 0 && caps.length === 0;
}

function drawnBy(department: string, years: number, outsideKinds: readonly string[]): Counting {
  return { by: { department }, kinds: DRAWN_KINDS, outsideKinds, joint: 'ONCE', of: 'DRAWN', years };
}
