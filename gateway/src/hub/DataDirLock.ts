import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { gatewayError } from '../errors.js';

const LOOPBACK = '127.0.0.1';
const PROBE_TIMEOUT_MS = 1_000;

const recordSchema = z.object({ pid: z.number(), port: z.number(), token: z.string() });
type LockRecord = z.infer<typeof recordSchema>;

/**
 * Keeps a data directory to one hub. The holder listens on a loopback port and answers with a token that stands in the
 * lock file: the system closes the port with the process, however it ends, so a lock that was left behind never stops
 * the next start, and a process id that was given anew fools nobody.
 */
export class DataDirLock {
  readonly #file: string;
  readonly #server: Server;

  private constructor(file: string, server: Server) {
    this.#file = file;
    this.#server = server;
  }

  /** @throws OV_HUB_DATA_DIR_IN_USE naming the process that holds it */
  static async acquire(dataDir: string): Promise<DataDirLock> {
    const file = join(dataDir, 'hub.lock');
    const token = randomUUID();
    const { server, port } = await answerWith(token);
    const own = `${file}.${token}`;
    try {
      await writeFile(own, JSON.stringify({ pid: process.pid, port, token } satisfies LockRecord));
      while (!(await linked(own, file))) await clearStale(file, dataDir);
      return new DataDirLock(file, server);
    } catch (cause) {
      server.close();
      throw cause;
    } finally {
      await rm(own, { force: true });
    }
  }

  async release(): Promise<void> {
    await rm(this.#file, { force: true });
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** Creates `file` as a second name of `own`, in one step that fails where it exists. */
async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (cause) {
    if (isErrno(cause, 'EEXIST')) return false;
    throw cause;
  }
}

async function clearStale(file: string, dataDir: string): Promise<void> {
  const holder = await readRecord(file);
  if (holder !== undefined && (await isAlive(holder))) {
    throw gatewayError('OV_HUB_DATA_DIR_IN_USE', { dataDir, pid: holder.pid });
  }
  // Renamed first: of two that find the same stale lock, one moves it away and the other finds it gone.
  const aside = `${file}.stale.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (cause) {
    if (isErrno(cause, 'ENOENT')) return;
    throw cause;
  }
  const moved = await readRecord(aside);
  const wasReplaced = moved !== undefined && moved.token !== holder?.token;
  if (wasReplaced) await linked(aside, file);
  await rm(aside, { force: true });
}

async function readRecord(file: string): Promise<LockRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (isErrno(cause, 'ENOENT') || cause instanceof SyntaxError || cause instanceof z.ZodError) return undefined;
    throw cause;
  }
}

function isAlive({ port, token }: LockRecord): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK, timeout: PROBE_TIMEOUT_MS });
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(answer === token));
  });
}

async function answerWith(token: string): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(token);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: LOOPBACK }, resolve);
  });
  server.unref();
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

function isErrno(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
