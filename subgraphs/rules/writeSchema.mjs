/** Writes schemas/rule-pack.schema.json anew, after a build: `npm run schema`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packFileSchema } from './dist/pack/packFileSchema.js';

const file = fileURLToPath(new URL('schemas/rule-pack.schema.json', import.meta.url));
writeFileSync(file, `${JSON.stringify(packFileSchema(), null, 2)}\n`);
execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'inherit' });
