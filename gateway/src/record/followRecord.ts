import { terminalProgress } from '../terminal/TerminalProgress.js';
import type { DrawOutline } from './recordTexts.js';

/** Members that an inspector, an entry of the roster and a visit have once each; text in JSON cannot hold them so. */
const COUNTED = /"(?:recusals|standing|key)":/g;

/** The texts of an auditor's record, while standard error shows how many of its leaves and visits have come. */
export async function* followRecord(
  texts: AsyncIterable<string>,
  { leafCount, visitCount }: DrawOutline,
): AsyncGenerator<string> {
  const label = "审计记录 auditor's record";
  const progress = terminalProgress().start(label, (leafCount ?? 0) + (visitCount ?? 0));
  try {
    for await (const text of texts) {
      progress.add(text.match(COUNTED)?.length ?? 0);
      yield text;
    }
  } finally {
    progress.done();
  }
}
