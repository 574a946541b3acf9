/** What every subgraph's package offers. */
export interface SubgraphPackage {
  /** Its whole SDL. */
  readonly sdl: string;
  /** Serves it; resolves when it can. */
  start(env: NodeJS.ProcessEnv): Promise<{ readonly url: string; close(): Promise<void> }>;
}

/**
 * Loads the package of a subgraph by its code; the register is the only list of departments. Nothing else is loaded
 * unless that fails: twelve processes do this at the same time when the hub starts.
 * @param form its modules one by one, or its bundle, which a process loads in a fraction of the time
 * @throws OV_CLI_SUBGRAPH_UNKNOWN where the code is not in the register or its package is not here
 */
export async function loadSubgraphPackage(code: string, form: 'modules' | 'bundle'): Promise<SubgraphPackage> {
  const name = `@onevisit/${code}${form === 'bundle' ? '/process' : ''}`;
  if (!/^[a-z]+(-[a-z]+)*$/.test(code)) throw await unknownSubgraph(code);
  try {
    return asSubgraph(name, await import(name));
  } catch (cause) {
    throw isMissing(cause, `@onevisit/${code}`) ? await unknownSubgraph(code) : cause;
  }
}

function asSubgraph(name: string, found: Partial<SubgraphPackage>): SubgraphPackage {
  const { sdl, start } = found;
  if (typeof sdl !== 'string' || typeof start !== 'function')
    throw new Error(`${name} is not the package of a subgraph`);
  return { sdl, start };
}

function isMissing(cause: unknown, name: string): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const isNotFound = code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  return isNotFound && cause instanceof Error && cause.message.includes(name);
}

async function unknownSubgraph(code: string): Promise<Error> {
  const [{ gatewayError }, { JOINT_SUBGRAPH, readRegister }] = await Promise.all([
    import('../errors.js'),
    import('@onevisit/schema'),
  ]);
  const codes = [JOINT_SUBGRAPH, ...readRegister(process.env.ONEVISIT_REGISTER).map((entry) => entry.code)];
  return gatewayError('OV_CLI_SUBGRAPH_UNKNOWN', { code, codes: codes.join(', ') });
}
