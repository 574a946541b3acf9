import { checkRows, checkSpan, checkText, checkTexts } from '../problems.js';
import type { PlanTaskSeed } from '../rows.js';
import { checkQuota } from './quota.js';

/** Tasks of one call. */
export const MOST_TASKS = 500;
const MOST_CREW = 50;

/** An item as far as a task's check goes. */
export interface NamedItem {
  readonly title: string;
  readonly byLot: boolean;
}

/**
 * Checks plan tasks: own items, each inspected by lot, a quota that says one thing for each stratum, a window, a crew.
 * @param ownItems the department's items by id, as far as tasks name them
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS
 */
export function checkPlanTasks(tasks: readonly PlanTaskSeed[], ownItems: ReadonlyMap<string, NamedItem>): void {
  checkRows(tasks, MOST_TASKS, (task, report) => {
    checkText('title', task.title, report);
    if (task.year < 2000 || task.year > 2999) report('year', '年度有误。', 'Is not a year from 2000 to 2999.');
    checkTexts('itemIds', task.itemIds, report);
    if (task.itemIds.length === 0) report('itemIds', '至少需一个抽查事项。', 'Needs at least one item.');
    task.itemIds.forEach((id, index) => {
      const field = `itemIds[${index}]`;
      const item = ownItems.get(id);
      if (item === undefined) report(field, `本部门没有事项“${id}”。`, `No item "${id}" in this department.`);
      else if (!item.byLot) {
        report(
          field,
          `事项“${item.title}”不在随机抽查事项清单中，不得列入抽查任务。`,
          `Item "${item.title}" is not inspected by lot; leave it out, or save it with byLot: true.`,
        );
      }
    });
    for (const field of ['kinds', 'tags', 'divisions', 'industries'] as const) {
      const values = task.condition[field];
      checkTexts(`condition.${field}`, values ?? [], report);
      if (values?.length === 0) {
        report(
          `condition.${field}`,
          '空列表不匹配任何对象；不限则不填。',
          'An empty list matches nobody; leave it out.',
        );
      }
    }
    task.condition.divisions?.forEach((division, index) => {
      if (!/^[1-9]\d{0,5}$/.test(division)) {
        report(
          `condition.divisions[${index}]`,
          '须为行政区划代码或其前缀。',
          'Must be a division code or a prefix of one.',
        );
      }
    });
    checkQuota(task, report);
    checkSpan('window', task.window.first, task.window.last, report);
    if (task.crew.size < 1 || task.crew.size > MOST_CREW) {
      report('crew.size', `须在 1 到 ${MOST_CREW} 之间。`, `Must be from 1 to ${MOST_CREW}.`);
    }
    checkTexts('crew.specialties', task.crew.specialties, report);
    if (task.executedBy != null) checkText('executedBy', task.executedBy, report);
  });
}
