/** Writes the schemas of rule packs and result codes anew, after a build: `npm run schema`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { packFileSchema } from './dist/pack/packFileSchema.js';
import { resultCodesSchema } from './dist/resultCodes/ResultCodeSystem.js';

const schemas = {
  'rule-pack': packFileSchema(),
  'result-codes': z.toJSONSchema(resultCodesSchema, { io: 'input' }),
};
for (const [name, schema] of Object.entries(schemas)) {
  const file = fileURLToPath(new URL(`schemas/${name}.schema.json`, import.meta.url));
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'inherit' });
}
