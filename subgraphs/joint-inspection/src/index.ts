/**
 * The joint-inspection subgraph: merges departments' plans so that one visit covers several items, and draws subjects
 * and inspectors for all of them in one verifiable draw.
 */
import { readFileSync } from 'node:fs';
import type { RunningSubgraph } from '@onevisit/kit';
import { jointSdl, readRegister } from '@onevisit/schema';
import { serveJoint } from './serveJoint.js';

const register = readRegister(process.env.ONEVISIT_REGISTER);

/** The whole SDL of the joint subgraph: the contract, its own, the stubs of the register's departments. */
export const sdl: string = jointSdl(register, readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** Bundled beside the process; see the build. */
const engineFile = new URL('./process/worker.js', import.meta.url);

/**
 * Migrates the database, serves, resumes what an earlier process left unfinished. Reads its environment.
 * @param engine the compiled engine/worker.ts, where it is not the bundle's
 */
export function start(env: NodeJS.ProcessEnv, engine = engineFile): Promise<RunningSubgraph> {
  return serveJoint(env, { sdl, register, engineFile: engine, clock: () => new Date() });
}
