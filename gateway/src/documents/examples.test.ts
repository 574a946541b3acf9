import { readFileSync } from 'node:fs';
import { readDocumentManifest } from '@onevisit/schema';
import { Kind, parse, print } from 'graphql';
import { expect, it } from 'vitest';

const README = new URL('../../../README.md', import.meta.url);

/** A query as it is asked, whatever it is called. */
function selectionsOf(query: string): string {
  const operation = parse(query).definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error(`no operation: ${query}`);
  return print(operation.selectionSet);
}

it("ships every query of the README's as a persisted document", () => {
  const examples = [...readFileSync(README, 'utf8').matchAll(/-d '(\{"query":.*?\})'/g)].map(
    ([, body]) => (JSON.parse(body ?? '') as { query: string }).query,
  );
  const shipped = readDocumentManifest().operations.map(({ body }) => selectionsOf(body));
  expect(examples.length).toBeGreaterThanOrEqual(6);
  for (const example of examples) expect(shipped).toContain(selectionsOf(example));
});
