import { type Connection, connection, kitError, type PageArguments, readPage, type Viewer } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Database } from '../database.js';
import type { Joint } from '../joint.js';
import { type MatchmakingFilter, matchByHand, matchYear, type WindowTerms } from '../matchmaking/matchmaking.js';
import { YearsToMatch, type YearToMatch } from '../matchmaking/matchTasks.js';
import type { Proposal, ProposedTask } from '../matchmaking/proposePlans.js';
import { reasonsOf, rowsOf, titleOf } from '../matchmaking/shownProposal.js';
import { YearTasks } from '../matchmaking/sketches/YearTasks.js';
import type { PlanPhase } from '../plans/lifecycle/phases.js';

/** Phases in which a plan is no more. */
const GONE: PlanPhase[] = ['WITHDRAWN', 'VOID'];

/** A proposal, with what departments say of its tasks. */
interface ShownProposal extends Proposal {
  readonly toMatch: YearToMatch;
}

interface Matchmaking {
  readonly year: number;
  readonly toMatch: YearToMatch;
  readonly list: readonly ShownProposal[];
}

interface ByHand extends WindowTerms {
  readonly year: number;
  readonly taskIds: readonly string[];
}

/** Resolvers of the queries of matchmaking. */
export function matchmakingQueries({ database, departments, clock }: Joint) {
  const years = new YearsToMatch(database, new YearTasks(departments, clock), clock);
  return {
    matchmaking: async (
      _: unknown,
      { year, filter }: { readonly year: number; readonly filter: MatchmakingFilter & { readonly unplanned: boolean } },
      { viewer }: JointContext,
    ): Promise<Matchmaking> => {
      const toMatch = await years.of(year);
      const planned = filter.unplanned ? await plannedTasks(database, toMatch) : new Set<string>();
      const proposals = matchYear(year, toMatch, filter, clock(), planned);
      return { year, toMatch, list: proposals.filter(involving(viewer)).map((proposal) => ({ ...proposal, toMatch })) };
    },
    jointProposal: async (_: unknown, { year, taskIds, ...terms }: ByHand, { viewer }: JointContext) => {
      const toMatch = await years.of(year);
      const proposal = matchByHand(year, toMatch, taskIds, terms, clock());
      return involving(viewer)(proposal) ? { ...proposal, toMatch } : null;
    },
  };
}

/** Tasks that are legs of a joint plan already, which is neither withdrawn nor void. */
async function plannedTasks(database: Database, { tasks }: YearToMatch): Promise<ReadonlySet<string>> {
  const legs = await database.leg.findMany({
    where: { id: { in: tasks.map(({ id }) => id) }, plan: { phase: { notIn: GONE } } },
    select: { id: true },
    distinct: ['id'],
  });
  return new Set(legs.map(({ id }) => id));
}

/** Officers and leaders see the proposals that involve their department. */
function involving(viewer: Viewer): (proposal: Proposal) => boolean {
  if (viewer.role !== 'officer' && viewer.role !== 'leader') return () => true;
  return ({ tasks }) => tasks.some(({ department }) => department === viewer.department);
}

/** Resolvers of Matchmaking. */
export const matchmakingResolvers = {
  taskCount: ({ toMatch }: Matchmaking) => toMatch.tasks.length,
  unanswered: ({ toMatch }: Matchmaking) => toMatch.unanswered,
  readAt: ({ toMatch }: Matchmaking) => toMatch.readAt,
  sampledPercent: ({ toMatch }: Matchmaking) => percentText(toMatch.sample.rate),
  proposals: ({ list }: Matchmaking, args: PageArguments) => proposalConnection(list, args),
};

/** Hundredths of a per cent, and a whole hundred only of all. */
function percentText(rate: number): string {
  return rate === 1 ? '100' : Math.min(99.99, 100 * rate).toFixed(2);
}

function proposalConnection(list: readonly ShownProposal[], args: PageArguments): Connection<ShownProposal> {
  const page = readPage(args);
  const before = page.after === null ? -1 : list.findIndex(({ id }) => id === page.after);
  // What came before may be gone: other tasks make other proposals.
  if (page.after !== null && before < 0) throw kitError('OV_KIT_BAD_CURSOR', { cursor: args.after ?? '' });
  const rows = list.slice(before + 1, before + 2 + page.first);
  return connection(
    rows,
    page,
    ({ id }) => id,
    async () => list.length,
  );
}

/** Resolvers of JointProposal. */
export const jointProposalResolvers = {
  title: (proposal: ShownProposal) => {
    const kinds = new Map(proposal.toMatch.tasks.map(({ id, items }) => [id, items.map((item) => item.subjectKind)]));
    return titleOf(
      proposal,
      proposal.taskIds.map((id) => kinds.get(id) ?? []),
    );
  },
  savedPercent: ({ separateVisits, savedVisits }: ShownProposal) =>
    separateVisits.value === 0 ? 0 : (100 * savedVisits.value) / separateVisits.value,
  departments: ({ departments }: ShownProposal) =>
    departments.map(({ department, ...numbers }) => ({ department: { id: department }, ...numbers })),
  listRows: rowsOf,
  reasons: reasonsOf,
};

/** Resolvers of ProposedTask. */
export const proposedTaskResolvers = {
  task: ({ id }: ProposedTask) => ({ id }),
  department: ({ department }: ProposedTask) => ({ id: department }),
};
