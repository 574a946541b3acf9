import { type FileReference, keptFiles } from '../door/FileReference.js';
import { jointError } from '../errors.js';
import type { EnteredCode, GivenResults, MappedResults } from '../resultCodes/mapResults.js';
import { checkKept } from './checkWords.js';

/** What was found of one item, in whatever kind of visit: of the national list, or in codes of a system. */
export interface FoundResult extends GivenResults {
  readonly findings?: string | null;
  /** InspectionMethod of the contract. */
  readonly method?: string | null;
  readonly evidence?: readonly FileReference[] | null;
}

/** The same as rows keep it. */
export interface KeptResult {
  readonly results: string[];
  readonly entered: EnteredCode[];
  readonly findings: string | null;
  readonly method: string | null;
  readonly evidence: FileReference[];
}

/**
 * Checks what was found of one item, mapped to the national list.
 * @param place of the item in the input, such as `items[2]`
 * @throws OV_JOINT_RESULT_MISSING, OV_JOINT_RESULT_CONTRADICTS, OV_JOINT_FINDINGS_MISSING, OV_JOINT_TEXT, OV_JOINT_FILES, OV_JOINT_FILE
 */
export function keptResult(
  { results, entered, findings, method, evidence }: FoundResult & MappedResults,
  place: string,
): KeptResult {
  if (results.length === 0 || new Set(results).size < results.length) {
    throw jointError('OV_JOINT_RESULT_MISSING', { place });
  }
  const clean = results.includes('NO_PROBLEM');
  if (clean && results.length > 1) throw jointError('OV_JOINT_RESULT_CONTRADICTS', { place });
  if (!clean && (findings ?? '').trim() === '') throw jointError('OV_JOINT_FINDINGS_MISSING', { place });
  checkKept(`${place}.findings`, findings);
  return {
    results: [...results],
    entered: [...entered],
    findings: findings ?? null,
    method: method ?? null,
    evidence: keptFiles(evidence, place),
  };
}
