import { OneVisitError } from '@onevisit/kit/errors';
import type { NoticeProblem } from './noticeErrors.js';

/** The problems for which a notice was refused. */
export function problemsOf(read: () => unknown): readonly NoticeProblem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof OneVisitError && error.code === 'OV_RULES_NOTICE_REFUSED') {
      return error.extensions.problems as readonly NoticeProblem[];
    }
    throw error;
  }
  throw new Error('the notice was taken');
}
