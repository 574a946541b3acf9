import type { ReadyMessage } from '../hub/HubProcess.js';
import { toWorker } from '../workers/messages.js';
import { reportFailure } from './reportFailure.js';

/** A process whose hub was killed has nobody who would end it if it cannot close; in milliseconds. */
const LONGEST_CLOSE_MS = 15_000;

/** Something that serves at a URL until it is closed. */
interface Serving {
  readonly url: string;
  close(): Promise<void>;
  /** If closing takes longer than this, in milliseconds, the process ends all the same. */
  readonly longestCloseMs?: number;
  /** Begins anew without stopping, which SIGHUP then asks for. */
  reload?(): Promise<void>;
}

/**
 * Runs a server process: starts it, tells the process that started this one (the hub, or the primary of several workers)
 * that it is ready, and closes it on SIGTERM, SIGINT, SIGHUP (unless it can reload), or when the channel to that process
 * closes, which it also does when that is killed. If it cannot start, it says why and ends with status 1.
 */
export async function serveUntilStopped(start: () => Promise<Serving>): Promise<void> {
  let reload: Serving['reload'];
  const stop = stopRequested(() => reload?.());
  const serving = await start().catch((cause: unknown) => {
    reportFailure(cause);
    // The channel to the hub would keep the process, and the hub waiting for it.
    process.exit(1);
  });
  reload = serving.reload;
  if (process.connected) process.send?.({ type: 'ready', url: serving.url } satisfies ReadyMessage);
  await stop;
  setTimeout(() => process.exit(1), serving.longestCloseMs ?? LONGEST_CLOSE_MS).unref();
  await serving.close();
  process.exit(0);
}

/**
 * Resolves at the first request to stop; a second one ends the process at once.
 * @param onHangup called for SIGHUP where no terminal hangs up; does nothing and returns undefined where that is to stop too
 */
export function stopRequested(onHangup: () => Promise<void> | undefined = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onRequest = () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      resolve();
    };
    // Whoever started this process may have been asked to stop by the same Ctrl-C: that is not a second time.
    const onWord = () => {
      if (!isStopping) onRequest();
    };
    process.on('SIGINT', onRequest).on('SIGTERM', onRequest);
    process.on('SIGHUP', () => {
      if (process.stdout.isTTY || onHangup() === undefined) onRequest();
    });
    process.on('message', (message) => {
      if (toWorker.safeParse(message).data?.type === 'stop') onWord();
    });
    process.once('disconnect', onWord);
  });
}
