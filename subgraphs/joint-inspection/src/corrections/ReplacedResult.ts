import type { Result, ResultCorrection, ResultVersion } from '../generated/client.js';

/** A result as it stood, with the correction that replaced it. */
export type ReplacedResult = ResultVersion & { readonly correction: ResultCorrection };

/** What it said. */
export function replacedContent({ content }: Pick<ResultVersion, 'content'>): Pick<Result, 'results' | 'findings'> {
  return content as unknown as Pick<Result, 'results' | 'findings'>;
}
