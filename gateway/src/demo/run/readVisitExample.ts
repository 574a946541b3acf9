import { documentText } from '@onevisit/schema';
import * as z from 'zod';
import type { VisitExample } from './DemoSummary.js';
import type { GatewayClient } from './GatewayClient.js';
import { DEMO_LEAD } from './viewers.js';

const exampleSchema = z.object({
  visit: z.object({
    id: z.string(),
    subject: z.object({ uscc: z.string(), name: z.string() }),
    window: z.object({ first: z.string(), last: z.string() }),
    items: z.array(
      z.object({ planned: z.object({ item: z.object({ id: z.string(), title: z.string(), content: z.string() }) }) }),
    ),
    crew: z.array(
      z.object({
        department: z.object({
          name: z.object({ zh: z.string(), en: z.string() }),
          coverage: z.object({ subjects: z.object({ percent: z.string().nullable() }).nullable() }).nullish(),
        }),
        seats: z.array(
          z.object({ inspector: z.object({ name: z.string(), certificateNumber: z.string() }).nullable() }),
        ),
      }),
    ),
  }),
});

/**
 * Reads a visit whole in one query: its subject's registered name from market regulation, each item's text and each person from
 * its department, and how much of each department's pool joint draws have reached.
 */
export async function readVisitExample(client: GatewayClient, id: string, year: number): Promise<VisitExample> {
  const { visit } = await client.ask({
    operation: 'DemoVisit',
    document: documentText('DemoVisit'),
    variables: { id, year },
    claims: DEMO_LEAD,
    answer: exampleSchema,
  });
  return {
    id: visit.id,
    subject: visit.subject,
    window: visit.window,
    items: visit.items.map(({ planned }) => planned.item),
    crew: visit.crew.map(({ department, seats }) => ({
      department: department.name,
      subjectCoverage: department.coverage?.subjects?.percent ?? null,
      inspectors: seats.map(({ inspector }) => inspector),
    })),
  };
}
