import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chmod, cp, lstat, mkdir, readlink, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gatewayError } from '../../errors.js';
import { findBinaries, type PostgresBinaries } from './findBinaries.js';

const run = promisify(execFile);

/** Where root's PostgreSQL lives if its user cannot enter the data directory or the clone. */
const SYSTEM_FOLDER = '/var/lib/onevisit';
const USER = 'postgres';

/** The user that PostgreSQL runs as; it refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where PostgreSQL lives on this machine. */
export interface Residence {
  /** Its cluster. */
  readonly data: string;
  /** Folder that holds bin, lib and share. */
  readonly binaries: string;
  /** Undefined: as whoever runs this process. */
  readonly runAs: RunAs | undefined;
}

/**
 * Decides where PostgreSQL lives: in the data directory; but for root, whose PostgreSQL runs as the user postgres,
 * under /var/lib/onevisit where that user cannot enter the data directory or the clone (such as one under /root). A
 * link `postgres` in the data directory then says where.
 * @throws OV_HUB_POSTGRES_NO_BINARY, OV_HUB_POSTGRES_NO_USER, OV_HUB_POSTGRES_FAILED
 */
export async function findResidence(dataDir: string): Promise<Residence> {
  const binaries = await findBinaries();
  const data = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return { data, binaries: binaries.folder, runAs: undefined };
  const runAs = await ensureUser();
  // The hub's own directory, whose secrets stand in folders and files that are closed themselves.
  await chmod(dataDir, 0o755);
  const isOpen = (await canEnter(dataDir, runAs)) && (await canEnter(join(binaries.folder, 'bin'), runAs));
  if (isOpen && !(await isLink(data))) return { data, binaries: binaries.folder, runAs };
  return { data: await linkedFolder(data), binaries: await systemCopy(binaries), runAs };
}

async function ensureUser(): Promise<RunAs> {
  try {
    return await idsOf(USER);
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', USER]).catch((cause: Error) => {
      throw gatewayError('OV_HUB_POSTGRES_NO_USER', { problem: cause.message });
    });
    return idsOf(USER);
  }
}

async function idsOf(user: string): Promise<RunAs> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Asks by trying, as permissions may come from more than modes. */
async function canEnter(folder: string, runAs: RunAs): Promise<boolean> {
  return run('/bin/sh', ['-c', 'cd "$0"', folder], { ...runAs, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
}

/** The folder that the link stands for; both are made if there is neither. */
async function linkedFolder(link: string): Promise<string> {
  if (await isLink(link)) return readlink(link);
  if (await exists(link)) {
    const problem = `${link}: the user ${USER} can no longer enter it; give it access, or move the data directory`;
    throw gatewayError('OV_HUB_POSTGRES_FAILED', { problem });
  }
  const folder = join(SYSTEM_FOLDER, `data-${randomUUID()}`);
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  await symlink(folder, link);
  return folder;
}

async function systemCopy({ folder, version }: PostgresBinaries): Promise<string> {
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  const beside = `${copy}.${randomUUID()}`;
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  await cp(folder, beside, { recursive: true, verbatimSymlinks: true });
  await rename(beside, copy).catch(async (cause: unknown) => {
    // Another hub was faster; its copy is the same.
    if (!(await exists(copy))) throw cause;
  });
  return copy;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
