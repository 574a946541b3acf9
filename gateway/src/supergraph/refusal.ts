import { supergraphError } from './errors.js';
import type { SupergraphRefusal } from './SupergraphPhase.js';

/** The refusal for what was thrown: an error with a code of ours as it is, anything else as a check that failed. */
export function refusalFrom(cause: unknown): SupergraphRefusal {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('OV_')) {
    return { code: cause.code, problem: cause.message };
  }
  const problem = cause instanceof Error ? cause.message : String(cause);
  return refusalFrom(supergraphError('OV_SUPERGRAPH_CHECK_FAILED', { problem }));
}
