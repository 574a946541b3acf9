import { readFileSync } from 'node:fs';
import { defineDepartment } from '@onevisit/department';
import { details } from './details.js';
import { profile } from './profile.js';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

export const { sdl, start, items, manifest } = defineDepartment({
  code: 'culture-tourism',
  ownSdl: read('schema.graphql'),
  details,
  items: JSON.parse(read('items.json')),
  profile,
});
