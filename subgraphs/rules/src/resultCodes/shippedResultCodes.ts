import { readdirSync, readFileSync } from 'node:fs';
import type { PackSource } from '../pack/Draft.js';

const folder = new URL('../../result-codes/', import.meta.url);

/** The files of result codes that come along, by name. */
export function shippedResultCodeFiles(): readonly PackSource[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
}
