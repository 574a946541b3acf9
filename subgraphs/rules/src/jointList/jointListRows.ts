import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

/** A row of published lists and plans of joint inspections (部门联合抽查事项清单): data/joint-items.csv. */
export interface JointListRow {
  /** Place in the table, from 1. */
  readonly number: number;
  /** 抽查领域. */
  readonly field: string;
  /** 抽查事项. */
  readonly item: string;
  /** 检查对象. */
  readonly target: string;
  /** 发起部门, as published. */
  readonly initiator: string;
  /** 配合部门, as published. */
  readonly partners: string;
  /** 层级. */
  readonly level: string;
  /** 抽查比例 or a remark. */
  readonly ratio: string;
  readonly source: { readonly title: string; readonly url: string };
}

const cells = z.array(
  z.object({
    source_title: z.string(),
    source_url: z.string(),
    domain: z.string(),
    item: z.string(),
    target: z.string(),
    initiator: z.string(),
    partners: z.string(),
    level: z.string(),
    ratio_or_note: z.string(),
  }),
);

const file = new URL('../../data/joint-items.csv', import.meta.url);

let rows: readonly JointListRow[] | undefined;

/** All rows that come along, in the order of the table. */
export function jointListRows(): readonly JointListRow[] {
  rows ??= cells
    .parse(parse(readFileSync(file), { columns: true }))
    .map(({ source_title: title, source_url: url, domain, ratio_or_note: ratio, ...row }, index) => {
      return { ...row, number: index + 1, field: domain, ratio, source: { title, url } };
    });
  return rows;
}
