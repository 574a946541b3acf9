import { checkRows, checkSpan, checkText, checkTexts, MOST_LONG_TEXT } from '../problems.js';
import type { ItemSeed } from '../rows.js';

const MOST_ITEMS = 1000;

/**
 * Checks items: a title, a basis and a method, and an upper limit of the ratio exactly where the item is general
 * (信政办〔2019〕51号, 二(二): key items have none, general items must).
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS
 */
export function checkItems(items: readonly ItemSeed[]): void {
  checkRows(items, MOST_ITEMS, (item, report) => {
    checkText('title', item.title, report);
    checkText('subjectKind', item.subjectKind, report);
    checkText('content', item.content, report, MOST_LONG_TEXT);
    checkTexts('basis', item.basis, report, MOST_LONG_TEXT);
    checkTexts('methods', item.methods, report);
    if (item.basis.length === 0) report('basis', '至少需一项检查依据。', 'Needs at least one legal basis.');
    if (item.methods.length === 0) report('methods', '至少需一种检查方式。', 'Needs at least one method.');
    const limited = item.ratioLimit != null;
    if (limited && Number(item.ratioLimit) === 0) report('ratioLimit', '须大于 0。', 'Must be more than 0.');
    if (item.itemClass === 'GENERAL' && !limited) {
      report('ratioLimit', '一般检查事项须设抽查比例上限。', 'A general item needs an upper limit of its ratio.');
    }
    if (item.itemClass === 'KEY' && limited) {
      report('ratioLimit', '重点检查事项抽查比例不设上限。', 'A key item has no upper limit of its ratio.');
    }
    checkSpan('validTo', item.validFrom, item.validTo, report);
  });
}
