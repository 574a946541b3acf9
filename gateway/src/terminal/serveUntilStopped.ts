import type { ReadyMessage } from '../hub/HubProcess.js';
import { reportFailure } from './reportFailure.js';

/** A process whose hub was killed has nobody who would end it if it cannot close; in milliseconds. */
const LONGEST_CLOSE_MS = 15_000;

/** Something that serves at a URL until it is closed. */
interface Serving {
  readonly url: string;
  close(): Promise<void>;
  /** If closing takes longer than this, in milliseconds, the process ends all the same. */
  readonly longestCloseMs?: number;
}

/**
 * Runs a server process: starts it, tells the hub (if the hub started this process) that it is ready, and closes it on
 * SIGTERM, SIGINT, or when the channel to the hub closes, which it also does when the hub is killed. If it cannot start,
 * it says why and ends with status 1.
 */
export async function serveUntilStopped(start: () => Promise<Serving>): Promise<void> {
  const stop = stopRequested();
  const serving = await start().catch((cause: unknown) => {
    reportFailure(cause);
    // The channel to the hub would keep the process, and the hub waiting for it.
    process.exit(1);
  });
  if (process.connected) process.send?.({ type: 'ready', url: serving.url } satisfies ReadyMessage);
  await stop;
  setTimeout(() => process.exit(1), serving.longestCloseMs ?? LONGEST_CLOSE_MS).unref();
  await serving.close();
  process.exit(0);
}

/** Resolves at the first request to stop; a second one ends the process at once. */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onRequest = () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      resolve();
    };
    process.on('SIGINT', onRequest).on('SIGTERM', onRequest).on('SIGHUP', onRequest);
    process.once('disconnect', () => {
      if (!isStopping) onRequest();
    });
  });
}
