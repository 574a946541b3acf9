import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';

/** `onevisit draw`: recomputes a draw. */
export function drawCommand(): Command {
  return new Command('draw')
    .summary('recompute a draw from its input')
    .description(
      'Runs the draw protocol over an input and prints the outcome as JSON, and nothing else: leaves, rosterRoot, termsHash, commitmentsHash, seed, quotas, visits. What the protocol refuses is an error on standard error, with exit status 1.',
    )
    .argument(
      '<input>',
      'JSON file (- for standard input): an input, or {"input": …}, or {"cases": [{"input": …}, …]} for a list of outcomes',
    )
    .action(async (file: string) => {
      const { runDraw } = await import('@onevisit/draw');
      const content = await readJson(file);
      const outcome =
        hasMember(content, 'cases') && Array.isArray(content.cases)
          ? content.cases.map((each: unknown) => runDraw(inputOf(each)))
          : runDraw(inputOf(content));
      process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
    });
}

function inputOf(content: unknown): unknown {
  return hasMember(content, 'input') ? content.input : content;
}

function hasMember<Name extends string>(content: unknown, name: Name): content is Record<Name, unknown> {
  return typeof content === 'object' && content !== null && Object.hasOwn(content, name);
}

/** @throws OV_CLI_FILE_UNREADABLE where there is no file, or no JSON in it */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (cause) {
    const { gatewayError } = await import('../errors.js');
    throw gatewayError('OV_CLI_FILE_UNREADABLE', {
      file,
      problem: cause instanceof Error ? cause.message : String(cause),
    });
  }
}
