import {
  createAssertionSigner,
  createFileKeys,
  migrate,
  openPool,
  pingDatabase,
  type RunningSubgraph,
  readConfig,
  readTrustedKeys,
  startSubgraph,
} from '@onevisit/kit';
import { type DepartmentEntry, JOINT_SUBGRAPH } from '@onevisit/schema';
import { parse } from 'graphql';
import { createLoaders, type JointContext } from './context.js';
import { ListCounting } from './coverage/lists/ListCounting.js';
import { CoverageRollup } from './coverage/rollup/CoverageRollup.js';
import { openDatabase, prismaFolder } from './database.js';
import { Departments } from './departments/Departments.js';
import { DrawJobs } from './draw/DrawJobs.js';
import { createResolvers } from './resolvers/index.js';
import { keepShippedResultCodes } from './resultCodes/loadResultCodes.js';
import { keepShippedPacks } from './rules/keepShippedPacks.js';

/** What a joint subgraph is made of besides its environment. */
export interface JointOptions {
  readonly sdl: string;
  readonly register: readonly DepartmentEntry[];
  /** The compiled thread of a draw's engine: engine/worker.ts. */
  readonly engineFile: URL;
  /** What time it is; every day and every timestamp comes from here. */
  readonly clock: () => Date;
  /** A department that has not answered within this time cannot be reached, in milliseconds. */
  readonly departmentsWithinMs?: number;
  /** How often the figures of coverage follow the ledger of themselves, in milliseconds; whoever asks for them has them follow as well. */
  readonly followEveryMs?: number;
  /** How often it is looked whether departments' lists are counted yet today, in milliseconds. */
  readonly countEveryMs?: number;
}

const FOLLOW_EVERY_MS = 5_000;
const COUNT_EVERY_MS = 600_000;

/** Migrates the database, serves, resumes the jobs that an earlier process left unfinished. */
export async function serveJoint(env: NodeJS.ProcessEnv, options: JointOptions): Promise<RunningSubgraph> {
  const { register, clock, engineFile } = options;
  const config = readConfig(env);
  await migrate(config.databaseUrl, prismaFolder);
  const pool = openPool(config.databaseUrl);
  const database = openDatabase(pool);
  await keepShippedPacks(database, clock());
  await keepShippedResultCodes(database, clock());
  const signer = await createAssertionSigner(config.keyFile);
  const departments = new Departments(register, signer, env, options.departmentsWithinMs);
  const locks = openPool(config.databaseUrl);
  const jobs = new DrawJobs({ database, locks, departments, clock, engineFile });
  const rollup = new CoverageRollup(database, clock);
  const counting = new ListCounting({ database, departments, clock });
  const trustedKeys = await createFileKeys(config.trustedKeys, readTrustedKeys);
  const running = await startSubgraph<JointContext>({
    name: JOINT_SUBGRAPH,
    owner: null,
    typeDefs: parse(options.sdl),
    resolvers: createResolvers({ database, departments, jobs, rollup, engineFile, trustedKeys, clock }),
    config,
    context: (base) => ({ ...base, loaders: createLoaders(database, rollup, base.viewer, clock()) }),
    ready: () => pingDatabase(pool),
    onClose: async () => {
      await Promise.all([jobs.stopAll(), rollup.close(), counting.close()]);
      await departments.close();
      await database.$disconnect();
      await Promise.all([pool.end(), locks.end()]);
    },
  });
  await jobs.resume(running.log);
  rollup.start(running.log, options.followEveryMs ?? FOLLOW_EVERY_MS);
  counting.start(running.log, options.countEveryMs ?? COUNT_EVERY_MS);
  return running;
}
