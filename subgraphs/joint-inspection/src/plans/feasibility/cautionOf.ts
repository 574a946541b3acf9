import { type QuotaRule as DrawQuotaRule, quotaOf } from '@onevisit/draw';
import type { BilingualText } from '@onevisit/rules';
import { RAISED, TRUSTWORTHY } from '../../standing/screenPage.js';
import type { MeasuredLeg } from './legBounds.js';

/** What the public will be able to conclude from a draw, though nobody tells it. */
export interface PlanCaution {
  readonly legId: string;
  /** Stable: OV_JOINT_CAUTION_ONE_CLASS. */
  readonly code: string;
  readonly text: BilingualText;
}

/** Strata that say of a subject what is not public: its credit class, or a mark. */
const INTERNAL: ReadonlySet<string> = new Set(['A', 'B', 'C', 'D', RAISED, TRUSTWORTHY]);

/**
 * Cautions of a leg that draws from one credit class alone, or from those with a mark: the statement of the freeze has its quota by stratum, so
 * that anybody can check the arithmetic (draw protocol, sections 2 and 6), and whoever is published as visited for it is of that class.
 * @returns null where it draws from several strata, or from one that says nothing
 */
export function cautionOf({ id, quota, strata }: MeasuredLeg): PlanCaution | null {
  const drawn = [...strata].filter(([stratum, standings]) => {
    const rule = quota.find((each) => each.stratum === stratum) ?? quota.find((each) => each.stratum === '*');
    const population = [...standings.values()].reduce((sum, count) => sum + count, 0);
    return (standings.get('ELIGIBLE') ?? 0) > 0 && quotaOf(rule as DrawQuotaRule | undefined, population) > 0;
  });
  const [stratum] = drawn[0] ?? [];
  if (drawn.length !== 1 || stratum === undefined || !INTERNAL.has(stratum)) return null;
  return {
    legId: id,
    code: 'OV_JOINT_CAUTION_ONE_CLASS',
    text: {
      zh: `“${id}”只从层“${stratum}”抽取：冻结声明公开各层比例，检查公开后，任何人都可推知被查对象属于该层。请为其他层也规定比例，或将其并入别的任务后重新抽取。`,
      en: `"${id}" draws from stratum "${stratum}" alone: the statement of the freeze publishes the quota by stratum, so that once its visits are public anybody can conclude that those visited are of it. Give other strata a quota too, or make it part of another task, and draw anew.`,
    },
  };
}
