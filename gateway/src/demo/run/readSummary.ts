import { type DepartmentEntry, documentText } from '@onevisit/schema';
import * as z from 'zod';
import type { DemoSummary, DepartmentSummary, LegSummary } from './DemoSummary.js';
import type { GatewayClient } from './GatewayClient.js';
import { readProposals } from './readProposals.js';
import { readVisitExample } from './readVisitExample.js';
import { DEMO_LEAD } from './viewers.js';

const window = z.object({ first: z.string(), last: z.string() });
const departmentSchema = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  itemCount: z.number(),
  poolCount: z.number(),
  inspectorCount: z.number(),
});
const drawnSchema = z.object({
  draw: z.object({
    plan: z.object({
      id: z.string(),
      title: z.string(),
      year: z.number(),
      history: z.array(z.object({ phase: z.string(), on: z.string(), reference: z.string().nullable() })),
      legs: z.array(z.object({ id: z.string(), title: z.string(), department: departmentSchema, window })),
    }),
    statement: z.object({ rosterRoot: z.string() }),
    seed: z.string(),
    selectionCount: z.number(),
    visitCount: z.number(),
    savedCount: z.number(),
    fewestExpected: z.number(),
    quotas: z.array(z.object({ legId: z.string(), population: z.number(), selected: z.number() })),
  }),
});
type Drawn = z.infer<typeof drawnSchema>;

const visitSchema = z.object({
  id: z.string(),
  subject: z.object({ uscc: z.string() }).nullable(),
  crew: z.array(z.object({ seats: z.array(z.object({ state: z.enum(['FILLED', 'EMPTY']) })) })),
});
const visitsSchema = z.object({
  draw: z.object({
    visits: z.object({
      nodes: z.array(visitSchema),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});
type DrawnVisit = z.infer<typeof visitSchema>;

const VISITS_PER_PAGE = 200;

/** Reads from the gateway, as the lead, what came of a drawn draw. */
export async function readSummary(
  client: GatewayClient,
  drawId: string,
  register: readonly DepartmentEntry[],
): Promise<DemoSummary> {
  const { draw } = await client.ask({
    operation: 'DemoDrawn',
    document: documentText('DemoDrawn'),
    variables: { draw: drawId },
    claims: DEMO_LEAD,
    answer: drawnSchema,
  });
  const visits = await readVisits(client, drawId);
  const legs = legsOf(draw);
  const taking = register.filter(({ code }) => legs.some(({ department }) => department === code));
  const seats = visits.flatMap(({ crew }) => crew.flatMap((team) => team.seats));
  const fullest = visits
    .filter(({ subject }) => subject !== null)
    .reduce<DrawnVisit | undefined>(
      (most, visit) => (visit.crew.length > (most?.crew.length ?? 0) ? visit : most),
      undefined,
    );
  return {
    proposals: await readProposals(client, draw.plan.year),
    planId: draw.plan.id,
    planTitle: draw.plan.title,
    history: draw.plan.history,
    drawId,
    departments: taking.flatMap(({ code }) => departmentOf(draw, code)),
    legs,
    selections: draw.selectionCount,
    visits: draw.visitCount,
    saved: draw.savedCount,
    savedPercent: draw.selectionCount === 0 ? 0 : (100 * draw.savedCount) / draw.selectionCount,
    fewestExpected: draw.fewestExpected,
    seats: {
      filled: seats.filter(({ state }) => state === 'FILLED').length,
      empty: seats.filter(({ state }) => state === 'EMPTY').length,
    },
    rosterRoot: draw.statement.rosterRoot,
    seed: draw.seed,
    example: fullest === undefined ? null : await readVisitExample(client, fullest.id, draw.plan.year),
  };
}

function departmentOf({ plan }: Drawn['draw'], code: string): DepartmentSummary[] {
  const department = plan.legs.find((leg) => leg.department.id === code)?.department;
  if (department === undefined) return [];
  const { name, itemCount: items, poolCount: pool, inspectorCount: inspectors } = department;
  return [{ code, name, items, pool, inspectors }];
}

function legsOf({ plan, quotas }: Drawn['draw']): LegSummary[] {
  return plan.legs.map(({ id, title, department, window: days }) => {
    const rows = quotas.filter(({ legId }) => legId === id);
    const population = rows.reduce((sum, row) => sum + row.population, 0);
    const selected = rows.reduce((sum, row) => sum + row.selected, 0);
    return { id, department: department.id, title, window: days, population, selected };
  });
}

async function readVisits(client: GatewayClient, draw: string): Promise<DrawnVisit[]> {
  const visits: DrawnVisit[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await readPage(client, draw, after);
    visits.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return visits;
    after = page.pageInfo.endCursor;
  }
}

async function readPage(
  client: GatewayClient,
  draw: string,
  after: string | null,
): Promise<z.infer<typeof visitsSchema>['draw']['visits']> {
  const answer = await client.ask({
    operation: 'DemoVisits',
    document: documentText('DemoVisits'),
    variables: { draw, first: VISITS_PER_PAGE, after },
    claims: DEMO_LEAD,
    answer: visitsSchema,
  });
  return answer.draw.visits;
}
