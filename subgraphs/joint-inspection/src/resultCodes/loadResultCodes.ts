import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@onevisit/draw';
import { forbidden, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { type ResultCodeSystem, readResultCodes, shippedResultCodeFiles } from '@onevisit/rules';
import type { Database, Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { CITY } from '../rules/PlanRules.js';

/** GraphQL's LoadResultCodesInput. */
export interface LoadResultCodesInput {
  /** YAML or JSON. */
  readonly text: string;
  /** What the file is called, for messages. */
  readonly fileName: string;
}

/** Whoever loaded the systems that come along. */
const SHIPPED = 'onevisit';

/** The id of a system's version. */
export function codesIdOf({ codeSystem, version }: Pick<ResultCodeSystem, 'codeSystem' | 'version'>): string {
  return `${codeSystem}@${version}`;
}

/**
 * Loads the result codes of a system in one version: the lead for the city, an officer for their department. A name belongs to
 * whoever loaded it first, and a version never changes: the same once more changes nothing.
 * @returns the id of the version
 * @throws OV_RULES_UNREADABLE, OV_RULES_CODES_REFUSED, OV_JOINT_CODES_OWNER, OV_JOINT_CODES_TAKEN
 */
export async function loadResultCodes(
  tx: Prisma.TransactionClient,
  viewer: Viewer,
  actor: string,
  { text, fileName }: LoadResultCodesInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const department = ownerOf(viewer);
  const codes = readResultCodes(text, fileName);
  const { codeSystem, version } = codes;
  const id = codesIdOf(codes);
  // Whoever loads the same system at the same time waits, and then finds it there.
  await tx.$executeRaw`LOCK TABLE result_code_system IN SHARE ROW EXCLUSIVE MODE`;
  const known = await tx.resultCodeSystem.findMany({ where: { codeSystem }, select: { id: true, department: true } });
  const [owner = department] = known.map((row) => row.department);
  if (owner !== department) {
    throw jointError('OV_JOINT_CODES_OWNER', { codeSystem, owner: owner === CITY ? '-' : owner });
  }
  const hash = hashOf(codes);
  const earlier = await tx.resultCodeSystem.findUnique({ where: { id } });
  if (earlier !== null && earlier.hash !== hash) {
    const versions = known.map((row) => row.id).join(', ');
    throw jointError('OV_JOINT_CODES_TAKEN', { codeSystem, version, versions });
  }
  if (earlier !== null) return { response: id, step: null };
  await tx.resultCodeSystem.create({ data: rowOf(codes, { text, department, loadedBy: actor, loadedAt: now }) });
  const detail = { codeSystem, version, department: department === CITY ? null : department, hash, codes: codes.codes };
  return { response: id, step: { action: 'codes.load', target: id, detail } };
}

/** Keeps the systems that come along, so that results can be entered in their codes; those that are there stay. */
export async function keepShippedResultCodes(database: Database, now: Date): Promise<void> {
  const data = shippedResultCodeFiles().map(({ file, text }) =>
    rowOf(readResultCodes(text, file), { text, department: CITY, loadedBy: SHIPPED, loadedAt: now }),
  );
  await database.resultCodeSystem.createMany({ data, skipDuplicates: true });
}

/** Whose a system is that a viewer loads. */
function ownerOf(viewer: Viewer): string {
  if (viewer.role === 'lead') return CITY;
  if (viewer.role === 'officer') return viewer.department;
  throw forbidden(viewer, 'Mutation.loadResultCodes', ['lead', 'officer']);
}

interface Loading {
  readonly text: string;
  readonly department: string;
  readonly loadedBy: string;
  readonly loadedAt: Date;
}

function rowOf(codes: ResultCodeSystem, { text, ...loading }: Loading) {
  const { codeSystem, version } = codes;
  const content = codes as unknown as Prisma.InputJsonObject;
  return { id: codesIdOf(codes), codeSystem, version, hash: hashOf(codes), content, source: text, ...loading };
}

/** SHA-256, in hex, of what codes say. */
function hashOf(codes: ResultCodeSystem): string {
  return createHash('sha256')
    .update(canonicalJson(codes as unknown as JsonValue))
    .digest('hex');
}
