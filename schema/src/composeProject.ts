import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BreakingSchemaChange, subgraphBreakingChanges, supergraphBreakingChanges } from './breakingChanges.js';
import { checkSubgraph } from './check/checkSubgraph.js';
import { compose } from './compose.js';
import { composeDocuments, type DocumentFile } from './composeDocuments.js';
import { JOINT_SUBGRAPH } from './contract.js';
import { reasonOf, SchemaError } from './errors.js';
import { type Finding, finding, type SubgraphSource } from './finding.js';
import { publicVariant } from './public/publicVariant.js';
import { type DepartmentEntry, readRegister } from './register.js';
import { schemaDirectory } from './supergraph.js';

/** Where the joint subgraph answers unless the environment says otherwise. */
export const JOINT_SUBGRAPH_URL = 'http://127.0.0.1:4100/graphql';

/** What to compose, from where and to where. */
export interface ComposeProjectOptions {
  /** The SDL of a subgraph, by its code; joint-inspection too. A rejection becomes a finding. */
  sdlOf(code: string): Promise<string>;
  /** True: write what is composed. False: only report what would change. */
  readonly write: boolean;
  /** Folder of subgraphs/, supergraph.graphql and public.graphql; by default this package's. */
  readonly dir?: string;
  /** By default the departments.json of this package. */
  readonly register?: readonly DepartmentEntry[];
}

/** Breaking changes of the supergraph, of its public variant, or of one subgraph. */
export interface BreakingReport {
  /** supergraph, public, or the subgraph's name. */
  readonly of: string;
  readonly changes: readonly BreakingSchemaChange[];
  /** Why the earlier file could not be compared; null if it was. */
  readonly problem: string | null;
}

/** What came of it. The project is in order if there are no findings. */
export interface ComposeProjectReport {
  /** What keeps the supergraph from being made or, without `write`, every file that is out of date. */
  readonly findings: readonly Finding[];
  /** Compared with the files that stood there before; for information. */
  readonly breaking: readonly BreakingReport[];
  /** Files that were written or removed; empty without `write`. */
  readonly written: readonly string[];
  /** Null if it could not be composed. */
  readonly supergraphSdl: string | null;
}

/** A file as it should be; null content means that it should not be there. */
interface TargetFile {
  readonly path: string;
  readonly shown: string;
  readonly content: string | null;
}

/**
 * Fetches every subgraph's SDL, checks each against the contract and composes them all.
 *
 * With `write`, subgraphs/*.graphql are always written, because findings point into them; supergraph.graphql, its variant
 * public.graphql, and documents.json (the manifest of the operations in documents/), only if there are no findings, so a
 * gateway never gets a supergraph that failed a check.
 * @returns a report; what is wrong with subgraphs is in it and never thrown
 * @throws what the file system throws, and SchemaError of the register
 */
export async function composeProject(options: ComposeProjectOptions): Promise<ComposeProjectReport> {
  const { write, dir = fileURLToPath(schemaDirectory), register = readRegister() } = options;
  const { sources, findings: unavailable } = await collect(options.sdlOf, register, basename(dir));
  const conformance = sources.flatMap((source) => checkSubgraph(source, register));
  const complete = unavailable.length === 0;
  const composition = complete ? compose(sources) : null;
  const failures = composition?.ok === false ? composition.findings : [];
  const findings = withoutRepeats([...unavailable, ...conformance, ...failures]);
  const supergraphSdl = composition?.ok === true ? composition.supergraphSdl : null;
  const publicSdl = supergraphSdl === null ? null : publicVariant(supergraphSdl);
  const files = await documentFiles(dir);
  const documents = supergraphSdl === null ? null : composeDocuments(files, supergraphSdl);
  if (documents?.ok === false) findings.push(...documents.findings);

  const targets = sources.map(({ name, file, sdl }) => target(dir, `subgraphs/${name}.graphql`, file, sdl));
  if (complete) targets.push(...(await orphans(dir, register)));
  if (supergraphSdl !== null && documents?.ok === true && findings.length === 0) {
    // Before the supergraph: a gateway that watches it reads both when it changes.
    if (files.length > 0)
      targets.push(target(dir, 'documents.json', `${basename(dir)}/documents.json`, jsonOf(documents.manifest)));
    targets.push(target(dir, 'public.graphql', `${basename(dir)}/public.graphql`, publicSdl));
    targets.push(target(dir, 'supergraph.graphql', `${basename(dir)}/supergraph.graphql`, supergraphSdl));
  }
  const outdated = await outdatedOf(targets);
  const breaking = await breakingOf(dir, sources, { supergraph: supergraphSdl, public: publicSdl });
  if (write) {
    for (const { path, content } of outdated) await put(path, content);
    return { findings, breaking, written: outdated.map(({ shown }) => shown), supergraphSdl };
  }
  const stale = outdated.map(({ shown }) => finding('OV_SCHEMA_OUT_OF_DATE', { file: shown }));
  return { findings: [...findings, ...stale], breaking, written: [], supergraphSdl };
}

async function collect(
  sdlOf: ComposeProjectOptions['sdlOf'],
  register: readonly DepartmentEntry[],
  folder: string,
): Promise<{ sources: SubgraphSource[]; findings: Finding[] }> {
  const subgraphs = [{ code: JOINT_SUBGRAPH, url: JOINT_SUBGRAPH_URL }, ...register];
  const answers = await Promise.allSettled(subgraphs.map(async ({ code }) => await sdlOf(code)));
  const sources: SubgraphSource[] = [];
  const findings: Finding[] = [];
  for (const [index, { code: name, url }] of subgraphs.entries()) {
    const answer = answers[index];
    if (answer?.status === 'fulfilled') {
      const sdl = `${answer.value.trimEnd()}\n`;
      sources.push({ name, url, sdl, file: `${folder}/subgraphs/${name}.graphql` });
    } else {
      findings.push(finding('OV_SCHEMA_SDL_UNAVAILABLE', { name, reason: reasonOf(answer?.reason) }));
    }
  }
  return { sources, findings };
}

/** The parser's complaint about a subgraph stands in its check and again in composition. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}

/** The files of persisted documents, by name; none where there is no such folder. */
async function documentFiles(dir: string): Promise<DocumentFile[]> {
  const names = ((await orNull(readdir(join(dir, 'documents')))) ?? []).filter((name) => name.endsWith('.graphql'));
  return Promise.all(
    names.sort().map(async (name) => ({
      file: `${basename(dir)}/documents/${name}`,
      text: await readFile(join(dir, 'documents', name), 'utf8'),
    })),
  );
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function target(dir: string, name: string, shown: string, content: string | null): TargetFile {
  return { path: join(dir, name), shown, content };
}

/** SDLs of subgraphs that are no longer in the register. */
async function orphans(dir: string, register: readonly DepartmentEntry[]): Promise<TargetFile[]> {
  const known = new Set([JOINT_SUBGRAPH, ...register.map(({ code }) => code)].map((code) => `${code}.graphql`));
  const files = await orNull(readdir(join(dir, 'subgraphs')));
  return (files ?? [])
    .filter((file) => file.endsWith('.graphql') && !known.has(file))
    .map((file) => target(dir, `subgraphs/${file}`, `${basename(dir)}/subgraphs/${file}`, null));
}

async function outdatedOf(targets: readonly TargetFile[]): Promise<TargetFile[]> {
  const present = await Promise.all(targets.map(({ path }) => orNull(readFile(path, 'utf8'))));
  return targets.filter(({ content }, index) => content !== present[index]);
}

/** Compares what was composed with what stood there. Where there is no supergraph, its findings say more than a comparison. */
async function breakingOf(
  dir: string,
  sources: readonly SubgraphSource[],
  composed: Readonly<Record<'supergraph' | 'public', string | null>>,
): Promise<BreakingReport[]> {
  if (composed.supergraph === null) return [];
  const pairs = [
    ...sources.map(({ name, sdl }) => ({
      of: name,
      sdl,
      name: `subgraphs/${name}.graphql`,
      by: subgraphBreakingChanges,
    })),
    ...Object.entries(composed).flatMap(([of, sdl]) =>
      sdl === null ? [] : { of, sdl, name: `${of}.graphql`, by: supergraphBreakingChanges },
    ),
  ];
  const reports = await Promise.all(
    pairs.map(async ({ of, sdl, name, by }): Promise<BreakingReport> => {
      const file = join(dir, name);
      const before = await orNull(readFile(file, 'utf8'));
      if (before === null || before === sdl) return { of, changes: [], problem: null };
      return compared(of, () => by({ sdl: before, file }, { sdl, file: `${file} (new)` }));
    }),
  );
  return reports.filter(({ changes, problem }) => changes.length > 0 || problem !== null);
}

/** A file that somebody damaged must not keep a good one from taking its place. */
function compared(of: string, compare: () => BreakingSchemaChange[]): BreakingReport {
  try {
    return { of, changes: compare(), problem: null };
  } catch (cause) {
    if (cause instanceof SchemaError) return { of, changes: [], problem: cause.message };
    throw cause;
  }
}

/** Written beside and renamed, so that a gateway that watches the file never reads half of it. */
async function put(path: string, content: string | null): Promise<void> {
  if (content === null) return rm(path);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, content);
  await rename(draft, path);
}

/** A file that is not there is null; any other failure is thrown. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}
