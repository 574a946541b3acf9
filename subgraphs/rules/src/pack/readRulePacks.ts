import { contradictionsOf } from './contradictions/index.js';
import { type Draft, type PackSource, readDraft } from './Draft.js';
import { inherit } from './inherit.js';
import { invalidPacks } from './PackProblem.js';
import type { PackHead } from './packFile.js';
import { packHash } from './packHash.js';
import type { PackVersion, RulePack } from './RulePack.js';

/**
 * Reads packs from their files, in any order, and lets each inherit from the pack that it extends, which is another of
 * the files or one of the known packs.
 * @param known packs that were read before
 * @returns the packs of the files, in their order
 * @throws OV_RULES_PACK_INVALID, whose `problems` name everything that is wrong, each with its code, file, line and column
 */
export function readRulePacks(sources: readonly PackSource[], known: readonly RulePack[] = []): readonly RulePack[] {
  const drafts = sources.map(readDraft);
  const reading = new Reading(drafts, known);
  const packs = drafts.map((draft) => reading.packOf(draft));
  const problems = drafts.flatMap((draft) => draft.problems.all);
  if (problems.length > 0) throw invalidPacks(problems);
  return packs.filter((pack) => pack !== undefined);
}

class Reading {
  readonly #drafts: readonly Draft[];
  readonly #known: readonly RulePack[];
  readonly #read = new Map<Draft, RulePack | undefined>();
  /** Drafts whose parents are being read, from the first on. */
  readonly #open: Draft[] = [];

  constructor(drafts: readonly Draft[], known: readonly RulePack[]) {
    this.#drafts = drafts;
    this.#known = known;
  }

  /** The pack; undefined where it or one that it extends is wrong. */
  packOf(draft: Draft): RulePack | undefined {
    if (this.#read.has(draft)) return this.#read.get(draft);
    this.#open.push(draft);
    const pack = draft.head && this.#inheriting(draft, draft.head);
    this.#open.pop();
    this.#read.set(draft, pack);
    return pack;
  }

  #inheriting(draft: Draft, head: PackHead): RulePack | undefined {
    const parent = head.extends === undefined ? null : this.#parentOf(draft, head, head.extends);
    if (parent === undefined) return undefined;
    checkDates(draft, head);
    checkDocuments(draft, head, parent);
    const pack = assemble(draft, head, parent);
    for (const { name, path, zh, en } of contradictionsOf(pack, parent)) {
      draft.problems.add('OV_RULES_PACK_CONTRADICTION', placeIn(draft, path), { path: path.join('.'), name, zh, en });
    }
    // A file that is wrong differs from what stands for that reason alone.
    if (draft.problems.all.length === 0) this.#checkVersion(draft, head, pack);
    return pack;
  }

  /** Undefined where there is none, which is then among the problems. */
  #parentOf(draft: Draft, head: PackHead, wanted: PackVersion): RulePack | undefined {
    const path = ['extends'];
    const candidates = this.#drafts.filter((each) => each.head?.pack === wanted.pack);
    const parent = candidates.find((each) => each.head?.version === wanted.version);
    if (parent !== undefined && this.#open.includes(parent)) {
      const chain = [...this.#open.slice(this.#open.indexOf(parent)), parent].map(
        (each) => each.head && nameOf(each.head),
      );
      draft.problems.add('OV_RULES_PACK_CYCLE', path, { chain: chain.join(' → ') });
      return undefined;
    }
    if (parent !== undefined) return this.packOf(parent);
    const known = this.#known.filter((each) => each.pack === wanted.pack);
    const found = known.find((each) => each.version === wanted.version);
    if (found !== undefined) return found;
    const others = [...candidates.flatMap((each) => each.head ?? []), ...known];
    if (others.length === 0) {
      const names = [...this.#known, ...this.#drafts.flatMap((each) => each.head ?? [])].filter(
        (each) => each !== head,
      );
      const packs = [...new Set(names.map(({ pack }) => pack))].join(', ') || '-';
      draft.problems.add('OV_RULES_PACK_PARENT_UNKNOWN', [...path, 'pack'], { pack: wanted.pack, packs });
    } else {
      const versions = [...new Set(others.map(({ version }) => version))].sort((a, b) => a - b).join(', ');
      draft.problems.add('OV_RULES_PACK_PARENT_VERSION', [...path, 'version'], { ...wanted, versions });
    }
    return undefined;
  }

  /** A published version never changes. */
  #checkVersion(draft: Draft, { pack, version }: PackHead, read: RulePack): void {
    const isSame = (other: PackVersion | undefined) => other?.pack === pack && other.version === version;
    const isBefore = this.#drafts.slice(0, this.#drafts.indexOf(draft)).some(({ head }) => isSame(head));
    const isOther = this.#known.some((other) => isSame(other) && other.hash !== read.hash);
    if (isBefore || isOther) draft.problems.add('OV_RULES_PACK_TAKEN', ['version'], { pack, version });
  }
}

function assemble(draft: Draft, head: PackHead, parent: RulePack | null): RulePack {
  const { pack, version, title, jurisdiction, inForce, documents } = head;
  const { rules, dropped } = inherit(draft, head, parent);
  const whole = {
    pack,
    version,
    title,
    jurisdiction: jurisdiction as RulePack['jurisdiction'],
    inherits: parent === null ? [] : [{ pack: parent.pack, version: parent.version }, ...parent.inherits],
    inForce: { from: inForce.from, to: inForce.to ?? null },
    documents: [
      ...documents.map((each) => ({ ...(each as RulePack['documents'][number]), pack })),
      ...(parent?.documents ?? []),
    ],
    rules,
    ...(Object.keys(dropped).length > 0 ? { dropped } : {}),
  };
  return { ...whole, hash: packHash(whole) };
}

function checkDates(draft: Draft, { inForce, documents }: PackHead): void {
  const { from, to } = inForce;
  const complain = (path: (string | number)[], later: string, earlier: string) =>
    draft.problems.add('OV_RULES_PACK_DATES', path, { later, earlier });
  if (to !== undefined && to < from) complain(['inForce', 'to'], to, from);
  for (const [index, { date }] of documents.entries()) {
    if (from < date) complain(['documents', index, 'date'], from, date);
  }
}

/** Ids are unique along the chain, and every citation is of a document there. */
function checkDocuments(draft: Draft, head: PackHead, parent: RulePack | null): void {
  const ids = new Set(parent?.documents.map(({ id }) => id));
  for (const [index, { id }] of head.documents.entries()) {
    if (ids.has(id)) draft.problems.add('OV_RULES_PACK_DOCUMENT_TAKEN', ['documents', index, 'id'], { document: id });
    ids.add(id);
  }
  for (const [kind, { cite }] of draft.statements) {
    for (const [index, { document }] of cite.entries()) {
      if (ids.has(document)) continue;
      const documents = [...ids].join(', ') || '-';
      const path = ['rules', kind, 'cite', index, 'document'];
      draft.problems.add('OV_RULES_PACK_DOCUMENT_UNKNOWN', path, { document, documents });
    }
  }
}

/** A path within the rule as it holds, where its file states it: within `set`, or at `extends` where it is inherited. */
function placeIn(draft: Draft, path: readonly (string | number)[]): readonly (string | number)[] {
  const [first, kind, ...rest] = path;
  if (first !== 'rules' || kind === undefined) return path;
  const inSet = [first, kind, 'set', ...rest];
  if (draft.text.has([first, kind, 'set'])) return inSet;
  return draft.text.has([first, kind]) ? path : ['extends'];
}

function nameOf({ pack, version }: PackVersion): string {
  return `${pack} ${version}`;
}
