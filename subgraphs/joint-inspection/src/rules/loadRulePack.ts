import type { MutationOutcome } from '@onevisit/kit';
import { type RulePack, readRulePacks } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { contentOf } from './PlanRules.js';

/** A rule pack to load: GraphQL's LoadRulePackInput. */
export interface LoadRulePackInput {
  /** YAML or JSON. */
  readonly text: string;
  /** What the file is called, for messages. */
  readonly fileName: string;
}

/** The id of a pack's version. */
export function packIdOf({ pack, version }: Pick<RulePack, 'pack' | 'version'>): string {
  return `${pack}@${version}`;
}

/**
 * Loads a version of a rule pack (细则), which extends at most one that is loaded. A published version never changes: the same
 * text once more changes nothing, another text is refused.
 * @returns the pack's id
 * @throws OV_RULES_PACK_INVALID, whose `problems` name everything that is wrong, with file, line and column
 */
export async function loadRulePack(
  tx: Prisma.TransactionClient,
  { text, fileName }: LoadRulePackInput,
  actor: string,
  now: Date,
): Promise<MutationOutcome<string>> {
  // Whoever loads the same version at the same time waits, and then finds it there.
  await tx.$executeRaw`LOCK TABLE rule_pack_version IN SHARE ROW EXCLUSIVE MODE`;
  const known = (await tx.rulePackVersion.findMany({ select: { content: true } })).map(contentOf);
  const [pack] = readRulePacks([{ file: fileName, text }], known);
  if (pack === undefined) throw new Error('a file that was read has a pack');
  const id = packIdOf(pack);
  const kept = await keepPack(tx, pack, text, actor, now);
  const { version, hash, inherits } = pack;
  const step = { action: 'rules.load', target: id, detail: { pack: pack.pack, version, hash, inherits } };
  return { response: id, step: kept ? step : null };
}

/** Keeps a pack's version, if there is none yet. @returns whether it was kept */
export async function keepPack(
  tx: Pick<Prisma.TransactionClient, 'rulePackVersion'>,
  pack: RulePack,
  source: string,
  loadedBy: string,
  loadedAt: Date,
): Promise<boolean> {
  const { pack: name, version, hash } = pack;
  const content = JSON.parse(JSON.stringify(pack)) as Prisma.InputJsonObject;
  const row = { id: packIdOf(pack), pack: name, version, hash, content, source, loadedBy, loadedAt };
  const { count } = await tx.rulePackVersion.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}
