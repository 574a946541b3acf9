import type { GatewayAccess } from '../record/askGateway.js';
import { writeWhole } from '../record/writeWhole.js';
import { type FeedChoice, feedRecords } from './feedRecords.js';
import { FEED_TEXTS, type FeedFormat } from './feedTexts.js';
import type { PublicityRecord } from './PublicityRecord.js';

/** How far a feed was written. */
export interface WrittenFeed {
  readonly count: number;
  /** Where it goes on; as it was asked for where there was nothing more. */
  readonly cursor: string | null;
  /** What cut it short; null where it came to its end. */
  readonly cut: unknown;
}

/**
 * Writes a feed to a file. If it is cut short, by a failure after the first page or by `signal`, the file is whole with the records that came,
 * and goes on after `cursor`.
 * @throws OV_CLI_FILE_UNWRITABLE; as askGateway where not even one page came, and then there is no file
 */
export async function writeFeed(
  gateway: GatewayAccess,
  choice: FeedChoice,
  { format, out }: { readonly format: FeedFormat; readonly out: string },
  signal: AbortSignal,
): Promise<WrittenFeed> {
  let [count, cursor, cut] = [0, choice.after, null as unknown];
  const counted = async function* (): AsyncGenerator<readonly PublicityRecord[]> {
    try {
      for await (const page of feedRecords(gateway, choice)) {
        yield page;
        count += page.length;
        cursor = page.at(-1)?.cursor ?? cursor;
        if (signal.aborted) return;
      }
    } catch (cause) {
      if (count === 0) throw cause;
      cut = cause;
    }
  };
  await writeWhole(out, FEED_TEXTS[format](counted()), new AbortController().signal);
  return { count, cursor, cut };
}
