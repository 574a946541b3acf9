import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measurements } from './child.js';

const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

/**
 * Takes a measurement in a fresh process: no garbage of anything before, and no code that was compiled for it.
 * @throws Error if the process ends without a result; an AbortError
 */
export async function inChild<Name extends keyof Measurements>(
  name: Name,
  entries: number,
  signal: AbortSignal,
): Promise<ReturnType<Measurements[Name]>> {
  const execArgv = ['--max-old-space-size=8192'];
  const child = fork(CHILD, [name, String(entries)], { signal, execArgv });
  let result: ReturnType<Measurements[Name]> | undefined;
  child.on('message', (message) => {
    result = message as ReturnType<Measurements[Name]>;
  });
  const [code] = await once(child, 'close');
  if (result === undefined) throw new Error(`measuring ${name} ended with ${String(code)} and no result`);
  return result;
}
