import { type FileReference, keptFiles } from '../door/FileReference.js';
import { jointError } from '../errors.js';

/** What was found of one item, in whatever kind of visit. */
export interface FoundResult {
  readonly results: readonly string[];
  readonly findings?: string | null;
  /** InspectionMethod of the contract. */
  readonly method?: string | null;
  readonly evidence?: readonly FileReference[] | null;
}

/** The same as rows keep it. */
export interface KeptResult {
  readonly results: string[];
  readonly findings: string | null;
  readonly method: string | null;
  readonly evidence: FileReference[];
}

/**
 * Checks what goes with the results of one item.
 * @throws OV_JOINT_FILES, OV_JOINT_FILE
 */
export function keptNotes(
  { findings, evidence }: Pick<FoundResult, 'findings' | 'evidence'>,
  place: string,
): Pick<KeptResult, 'findings' | 'evidence'> {
  return { findings: findings ?? null, evidence: keptFiles(evidence, place) };
}

/**
 * Checks what was found of one item.
 * @param place of the item in the input, such as `items[2]`
 * @throws OV_JOINT_RESULT_MISSING, OV_JOINT_RESULT_CONTRADICTS, OV_JOINT_FINDINGS_MISSING, OV_JOINT_FILES, OV_JOINT_FILE
 */
export function keptResult(found: FoundResult, place: string): KeptResult {
  const { results, findings, method } = found;
  if (results.length === 0 || new Set(results).size < results.length) {
    throw jointError('OV_JOINT_RESULT_MISSING', { place });
  }
  const clean = results.includes('NO_PROBLEM');
  if (clean && results.length > 1) throw jointError('OV_JOINT_RESULT_CONTRADICTS', { place });
  if (!clean && (findings ?? '').trim() === '') throw jointError('OV_JOINT_FINDINGS_MISSING', { place });
  return { results: [...results], ...keptNotes(found, place), method: method ?? null };
}
