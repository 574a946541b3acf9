import { documentText } from '@onevisit/schema';
import { describe, expect, it } from 'vitest';
import { type Answer, ask, auditor, dataOf, lead } from './ask.js';
import type { StoppableHub } from './StoppableHub.js';
import { day } from './smallPlan.js';

interface Indicator {
  readonly code: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
}
interface Dashboard {
  readonly indicators: { readonly values: readonly Indicator[] };
  readonly departments: readonly {
    readonly id: string;
    readonly indicators: { readonly values: readonly Indicator[] } | null;
    readonly coverageIndicators: readonly Indicator[] | null;
  }[];
}

const AWAY = 'fire-rescue';

/** A promise, shown on a hub of which a department is stopped; visits have been drawn for it before. */
export function aDashboardSurvivesAnOutage(stoppable: () => StoppableHub): void {
  describe('a dashboard survives an outage', () => {
    const variables = { year: Number(day().slice(0, 4)) };
    const query = documentText('CoverageDashboard');
    const departmentIn = ({ data }: Answer<Dashboard>, id: string) => data.departments.find((each) => each.id === id);

    it('a department that is stopped costs its denominators, with an error that names it, and nothing else', async () => {
      // As somebody else: answers are kept for a while for whoever may read the same.
      const partial = await stoppable().without(AWAY, () => ask<Dashboard>(stoppable().hub, auditor, query, variables));
      const whole = await ask<Dashboard>(stoppable().hub, lead, query, variables);

      expect(departmentIn(partial, AWAY)?.coverageIndicators).toBeNull();
      const named = partial.errors.filter(({ extensions }) => extensions.serviceName === AWAY);
      expect(named.length).toBeGreaterThan(0);
      expect(named.every(({ extensions }) => extensions.code === 'SUBGRAPH_UNAVAILABLE')).toBe(true);

      expect(partial.data.indicators).toEqual(whole.data.indicators);
      expect(partial.data.departments.map(({ id, indicators }) => ({ id, indicators }))).toEqual(
        whole.data.departments.map(({ id, indicators }) => ({ id, indicators })),
      );
      const theirs = departmentIn(partial, AWAY)?.indicators?.values ?? [];
      expect(theirs.find(({ code }) => code === 'VISITS_MADE')?.denominator).toBeGreaterThan(0);
      for (const { id, coverageIndicators } of partial.data.departments) {
        if (id !== AWAY) expect(coverageIndicators, id).toEqual(departmentIn(whole, id)?.coverageIndicators);
      }
      const other = departmentIn(partial, 'market-regulation')?.coverageIndicators ?? [];
      expect(other.find(({ code }) => code === 'SUBJECTS_VISITED')?.denominator).toBeGreaterThan(0);
      expect(departmentIn(whole, AWAY)?.coverageIndicators).not.toBeNull();
    });

    it('and figures that are made anew from the ledger are the same', async () => {
      const { hub } = stoppable();
      const shown = async () => {
        const fresh = `query Fresh($year: Int!) { indicators(year: $year) { asOf { rebuiltAt rebuilding behind } values { code numerator denominator } } }`;
        interface Fresh {
          readonly indicators: {
            readonly asOf: { readonly rebuiltAt: string | null; readonly rebuilding: boolean };
            readonly values: readonly Indicator[];
          };
        }
        return dataOf(await ask<Fresh>(hub, lead, fresh, { year: variables.year })).indicators;
      };
      const before = await shown();
      dataOf(await ask(hub, auditor, documentText('RebuildCoverage'), {}));
      const state = async () =>
        dataOf(
          await ask<{ coverageState: { rebuiltAt: string | null; rebuilding: boolean } }>(
            hub,
            auditor,
            documentText('CoverageState'),
            {},
          ),
        ).coverageState;
      await expect.poll(async () => (await state()).rebuiltAt).not.toBeNull();
      expect((await state()).rebuilding).toBe(false);
      expect((await shown()).values).toEqual(before.values);
    });
  });
}
