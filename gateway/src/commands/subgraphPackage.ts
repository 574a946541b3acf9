import { JOINT_SUBGRAPH, readRegister } from '@onevisit/schema';
import { z } from 'zod';
import { gatewayError } from '../errors.js';

/** What every subgraph's package offers. */
export interface SubgraphPackage {
  /** Its whole SDL. */
  readonly sdl: string;
  /** Serves it; resolves when it can. */
  start(env: NodeJS.ProcessEnv): Promise<{ readonly url: string; close(): Promise<void> }>;
}

const packageSchema = z.object({
  sdl: z.string(),
  start: z.custom<SubgraphPackage['start']>((value) => typeof value === 'function'),
});

/**
 * Loads the package of a subgraph by its code; the register is the only list of departments.
 * @throws OV_CLI_SUBGRAPH_UNKNOWN where the code is not in the register or its package is not here
 */
export async function loadSubgraphPackage(code: string): Promise<SubgraphPackage> {
  const codes = [JOINT_SUBGRAPH, ...readRegister(process.env.ONEVISIT_REGISTER).map((entry) => entry.code)];
  if (!codes.includes(code)) throw gatewayError('OV_CLI_SUBGRAPH_UNKNOWN', { code, codes: codes.join(', ') });
  const name = `@onevisit/${code}`;
  try {
    return packageSchema.parse(await import(name));
  } catch (cause) {
    const isMissing =
      cause instanceof Error &&
      'code' in cause &&
      cause.code === 'ERR_MODULE_NOT_FOUND' &&
      cause.message.includes(name);
    if (isMissing) throw gatewayError('OV_CLI_SUBGRAPH_UNKNOWN', { code, codes: codes.join(', ') });
    throw cause;
  }
}
