import {
  initiationOf,
  type JointListRow,
  jointListRows,
  type ListedInitiator,
  parseQuota,
  printQuota,
} from '@onevisit/rules';
import type { Joint } from '../joint.js';

/** Which rows; every given condition must hold. */
interface RowFilter {
  readonly about?: string | null;
  readonly initiator?: string | null;
}

/** Resolvers of the table of joint lists. */
export const jointListQueries = {
  jointListRows: (_: unknown, { filter }: { readonly filter?: RowFilter | null }) => {
    const { about, initiator } = filter ?? {};
    return jointListRows().filter(
      (row) =>
        (about == null || [row.field, row.item, row.target].some((text) => text.includes(about))) &&
        (initiator == null || initiationOf(row).initiators.some(({ code }) => code === initiator)),
    );
  },
};

/** What a row's ratio means; null where the cell holds none, or cannot be read. */
function quotaOf({ ratio }: JointListRow) {
  const cell = parseQuota(ratio);
  if (cell.kind === 'FREE_TEXT') return null;
  const notes = cell.notes.map(({ text }) => text);
  return { text: { zh: printQuota(cell.quota, 'zh'), en: printQuota(cell.quota, 'en') }, notes };
}

/** Resolvers of JointListRow. */
export const jointListRowResolvers = {
  sourceTitle: ({ source }: JointListRow) => source.title,
  sourceUrl: ({ source }: JointListRow) => source.url,
  initiation: (row: JointListRow) => initiationOf(row).kind,
  initiators: (row: JointListRow) => initiationOf(row).initiators,
  quota: quotaOf,
};

/** Resolvers of ListedInitiator. */
export const listedInitiatorResolvers = ({ departments }: Joint) => ({
  department: ({ code }: ListedInitiator) =>
    code === null || departments.typenameOf(code) === null ? null : { id: code },
});
