import * as z from 'zod';
import { packFile } from './packFile.js';

/** The JSON Schema of a pack's file, as schemas/rule-pack.schema.json publishes it. */
export function packFileSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(packFile, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:onevisit:rules:1:rule-pack',
    title: 'Rule pack 细则',
    description:
      "A jurisdiction's rules as data. What a schema cannot say (citations of listed documents, inheritance, contradictions) `onevisit rules check` says.",
    ...schema,
  };
}
