import { readdirSync, readFileSync } from 'node:fs';
import type { PackSource } from './Draft.js';
import type { RulePack } from './RulePack.js';
import { readRulePacks } from './readRulePacks.js';

const folder = new URL('../../packs/', import.meta.url);

let read: readonly RulePack[] | undefined;

/** The files of the packs that come along. */
export function shippedPackFiles(): readonly PackSource[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
}

/** The packs that come along, by name, of each the latest version first; read once. */
export function shippedPacks(): readonly RulePack[] {
  read ??= readRulePacks(shippedPackFiles()).toSorted((a, b) => a.pack.localeCompare(b.pack) || b.version - a.version);
  return read;
}
