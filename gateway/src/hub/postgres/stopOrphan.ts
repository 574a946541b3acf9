import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 50;
const GRACE_MS = 15_000;

/**
 * Makes way for a start after this machine's hub was killed: a server that still runs on this cluster is stopped
 * (nobody but the hub, which holds the data directory's lock, starts one); a postmaster.pid whose process id belongs to
 * some other program by now is removed, since PostgreSQL would take that program for a server and refuse to start.
 */
export async function stopOrphan(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = await readPid(file);
  if (pid === undefined || !isAlive(pid)) return;
  const command = await commandOf(pid);
  if (command === undefined) return;
  if (!command.includes(data)) {
    await rm(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  if (!(await ends(pid))) process.kill(pid, 'SIGQUIT');
  await ends(pid);
}

async function readPid(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** The command line of a process; undefined where this system does not tell. */
async function commandOf(pid: number): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    const ps = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return ps.then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  }
}

async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < GRACE_MS; waited += POLL_MS) {
    if (!isAlive(pid)) return true;
    await sleep(POLL_MS);
  }
  return !isAlive(pid);
}
