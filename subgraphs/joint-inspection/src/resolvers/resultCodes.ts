import { actorOf } from '@onevisit/kit';
import type { ResultCodeSystem as Codes } from '@onevisit/rules';
import type { JointContext } from '../context.js';
import type { ResultCodeSystem } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { type LoadResultCodesInput, loadResultCodes } from '../resultCodes/loadResultCodes.js';
import { CITY } from '../rules/PlanRules.js';
import type { Keyed, RunMutation } from './mutations.js';

/** Resolvers of the queries about result codes. */
export function resultCodeQueries({ database }: Joint) {
  return {
    resultCodeSystems: async (_: unknown, { codeSystem }: { readonly codeSystem?: string | null }) => {
      const where = codeSystem == null ? {} : { codeSystem };
      return await database.resultCodeSystem.findMany({
        where,
        orderBy: [{ codeSystem: 'asc' }, { version: 'asc' }],
      });
    },
  };
}

/** Resolvers of the mutations about result codes. */
export function resultCodeMutations({ database }: Joint, run: RunMutation) {
  return {
    loadResultCodes: async (_: unknown, args: Keyed<LoadResultCodesInput>, context: JointContext) => {
      const { viewer } = context;
      const id = await run('loadResultCodes', args, context, (tx, now) =>
        loadResultCodes(tx, viewer, actorOf(viewer), args.input, now),
      );
      return await database.resultCodeSystem.findUniqueOrThrow({ where: { id } });
    },
  };
}

const codesIn = ({ content }: ResultCodeSystem): Codes => content as unknown as Codes;

/** Resolvers of ResultCodeSystem. */
export const resultCodeSystemResolvers = {
  title: (row: ResultCodeSystem) => codesIn(row).title,
  department: ({ department }: ResultCodeSystem) => (department === CITY ? null : { id: department }),
  sources: (row: ResultCodeSystem) => codesIn(row).sources,
  codes: (row: ResultCodeSystem) => codesIn(row).codes,
};
