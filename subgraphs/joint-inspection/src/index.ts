/**
 * The joint-inspection subgraph: merges departments' plans so that one visit covers several items, and draws subjects
 * and inspectors for all of them in one verifiable draw.
 */
import { readFileSync } from 'node:fs';
import {
  createAssertionSigner,
  migrate,
  openPool,
  pingDatabase,
  type RunningSubgraph,
  readConfig,
  readTrustedKeys,
  startSubgraph,
} from '@onevisit/kit';
import { JOINT_SUBGRAPH, jointSdl, readRegister } from '@onevisit/schema';
import { parse } from 'graphql';
import { createLoaders, type JointContext } from './context.js';
import { openDatabase, prismaFolder } from './database.js';
import { Departments } from './departments/Departments.js';
import { FreezeRunner } from './draw/FreezeRunner.js';
import { createResolvers } from './resolvers/index.js';

const register = readRegister(process.env.ONEVISIT_REGISTER);

/** The whole SDL of the joint subgraph: the contract, its own, the stubs of the register's departments. */
export const sdl: string = jointSdl(register, readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** Migrates the database, serves, resumes what an earlier process left unfinished. Reads its environment. */
export async function start(env: NodeJS.ProcessEnv): Promise<RunningSubgraph> {
  const config = readConfig(env);
  await migrate(config.databaseUrl, prismaFolder);
  const pool = openPool(config.databaseUrl);
  const database = openDatabase(pool);
  const departments = new Departments(register, await createAssertionSigner(config.keyFile), env);
  const clock = () => new Date();
  const freezes = new FreezeRunner(database, departments, clock);
  const trustedKeys = await readTrustedKeys(config.trustedKeys);
  const running = await startSubgraph<JointContext>({
    name: JOINT_SUBGRAPH,
    owner: null,
    typeDefs: parse(sdl),
    resolvers: createResolvers({ database, departments, freezes, trustedKeys, clock }),
    config,
    context: (base) => ({ ...base, loaders: createLoaders(database) }),
    ready: () => pingDatabase(pool),
    onClose: async () => {
      await freezes.stopAll();
      await departments.close();
      await database.$disconnect();
      await pool.end();
    },
  });
  await freezes.resume(running.log);
  return running;
}
