import type { ListCounts } from '../../departments/answers.js';
import type { Departments } from '../../departments/Departments.js';

/** What departments counted of their own lists. */
export interface ToldLists {
  readonly told: readonly { readonly department: string; readonly counts: ListCounts }[];
  /** Codes of those that did not answer. */
  readonly unanswered: readonly string[];
}

/** Asks departments how many items, pool entries and inspectors they have today; one that does not answer costs its own counts alone. */
export async function askListCounts(departments: Departments, codes: readonly string[]): Promise<ToldLists> {
  const answers = await Promise.allSettled(codes.map((code) => departments.client(code).listCounts()));
  const told = codes.flatMap((department, index) => {
    const answer = answers[index];
    return answer?.status === 'fulfilled' ? [{ department, counts: answer.value }] : [];
  });
  return { told, unanswered: codes.filter((_, index) => answers[index]?.status === 'rejected') };
}
