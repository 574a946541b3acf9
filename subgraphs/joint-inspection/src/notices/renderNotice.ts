import { Eta } from 'eta/core';
import type { NoticeParts } from './noticeParts.js';
import { CREW_SHEET } from './templates/crewSheet.js';
import { DOCUMENT_LIST } from './templates/documentList.js';
import { INSPECTION_NOTICE } from './templates/inspectionNotice.js';
import { PAGE } from './templates/page.js';

/** Which notice: GraphQL's NoticeKind. */
export type NoticeKind = 'INSPECTION_NOTICE' | 'DOCUMENT_LIST' | 'CREW_SHEET';

const NOTICES: Readonly<Record<NoticeKind, { readonly title: string; readonly template: string }>> = {
  INSPECTION_NOTICE: { title: '行政检查通知书', template: INSPECTION_NOTICE },
  DOCUMENT_LIST: { title: '备查资料清单', template: DOCUMENT_LIST },
  CREW_SHEET: { title: '联合检查任务单', template: CREW_SHEET },
};

/** Everything that is put into a template is escaped. */
const eta = new Eta({ autoEscape: true });
for (const [kind, { template }] of Object.entries(NOTICES)) eta.loadTemplate(`@${kind}`, template);
eta.loadTemplate('@PAGE', PAGE);

/** Writes a notice as a whole HTML document, printable as it is. */
export function renderNotice(kind: NoticeKind, parts: NoticeParts): string {
  const { title } = NOTICES[kind];
  return eta.render('@PAGE', { ...parts, title, body: eta.render(`@${kind}`, parts) });
}
