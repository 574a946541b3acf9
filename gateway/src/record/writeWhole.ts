import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { gatewayError } from '../errors.js';

/**
 * Writes texts to a file as they come, in UTF-8. The file appears when it is whole: until then it is written beside
 * itself, and removed if anything fails.
 * @param signal gives it up
 * @returns SHA-256 of what was written, in hex
 * @throws OV_CLI_FILE_UNWRITABLE, or what the texts throw
 */
export async function writeWhole(file: string, texts: AsyncIterable<string>, signal: AbortSignal): Promise<string> {
  const beside = `${file}.${process.pid}.part`;
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const text of texts) {
      const bytes = Buffer.from(text, 'utf8');
      hash.update(bytes);
      yield bytes;
    }
  };
  try {
    await pipeline(hashed(), createWriteStream(beside), { signal });
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    const { path } = cause as { readonly path?: unknown };
    if (path === undefined) throw cause;
    throw gatewayError('OV_CLI_FILE_UNWRITABLE', { file, problem: (cause as Error).message });
  }
  return hash.digest('hex');
}

/**
 * Writes a text to a file that appears when it is whole.
 * @throws OV_CLI_FILE_UNWRITABLE
 */
export async function writeText(file: string, text: string): Promise<void> {
  const once = async function* (): AsyncGenerator<string> {
    yield text;
  };
  await writeWhole(file, once(), new AbortController().signal);
}
