import * as z from 'zod';
import type { ProposalSummary } from './DemoSummary.js';
import type { GatewayClient } from './GatewayClient.js';
import { DEMO_LEAD } from './viewers.js';

/** Proposals that are shown. */
const TOP = 3;

const estimate = z.object({ value: z.number() });
const proposalsSchema = z.object({
  matchmaking: z.object({
    proposals: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          taskIds: z.array(z.string()),
          window: z.object({ first: z.string(), last: z.string() }),
          departments: z.array(z.object({ department: z.object({ name: z.object({ zh: z.string() }) }) })),
          separateVisits: estimate,
          jointVisits: estimate,
          savedVisits: estimate,
        }),
      ),
    }),
  }),
});

const PROPOSALS = `query DemoProposals($year: Int!, $first: Int!) {
  matchmaking(year: $year) {
    proposals(first: $first) {
      nodes {
        id title taskIds window { first last }
        departments { department { name { zh } } }
        separateVisits { value } jointVisits { value } savedVisits { value }
      }
    }
  }
}`;

/** Reads, as the lead, which tasks of a year had better be joint plans: those that save most visits. */
export async function readProposals(client: GatewayClient, year: number): Promise<readonly ProposalSummary[]> {
  const { matchmaking } = await client.ask({
    operation: 'DemoProposals',
    document: PROPOSALS,
    variables: { year, first: TOP },
    claims: DEMO_LEAD,
    answer: proposalsSchema,
  });
  return matchmaking.proposals.nodes.map((proposal) => ({
    ...proposal,
    departments: proposal.departments.map(({ department }) => department.name.zh),
    separateVisits: proposal.separateVisits.value,
    jointVisits: proposal.jointVisits.value,
    savedVisits: proposal.savedVisits.value,
  }));
}
