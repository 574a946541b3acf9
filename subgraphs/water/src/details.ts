import * as z from 'zod';

/** Electronic permits carry the source as a letter after the division code. */
const PERMIT = /^[A-D]\d{6}(?<source>[SG])\d{4}-\d{4}$/;
const SOURCE_LETTERS = { SURFACE: 'S', GROUND: 'G' } as const;

/** Yearly volume from which a user is a key water user, m³. */
const KEY_USER_VOLUME = 500_000;

/** What only water keeps of a pool entry; the members are the fields that extend WaterPoolEntry. */
export const details = z
  .strictObject({
    abstractionPermitNumber: z
      .string()
      .regex(
        PERMIT,
        '取水许可证编号应形如 D411502S2024-0012：审批层级、行政区划、S（地表水）或 G（地下水）、年份、序号。 A water-abstraction permit number reads like D411502S2024-0012: level, division, S for surface water or G for groundwater, year, number.',
      )
      .optional(),
    abstractionPermitValidTo: z.iso.date().optional(),
    source: z.enum(['SURFACE', 'GROUND']).optional(),
    permittedVolume: z
      .number()
      .positive('年许可取水量须大于 0，单位为立方米。 The permitted volume must be more than 0; its unit is m³ a year.')
      .optional(),
    keyUser: z.boolean().optional(),
    river: z
      .string()
      .regex(/^\S+$/u, '河道名称不能为空，不含空格。 The name of the river must not be empty and has no blanks.')
      .optional(),
    riverApprovalNumber: z
      .string()
      .regex(
        /^\p{Script=Han}{1,10}〔\d{4}〕\d{1,4}号$/u,
        '许可文号应形如“信水许〔2024〕12号”。 The number of a decision reads like 信水许〔2024〕12号.',
      )
      .optional(),
  })
  .refine(
    ({ abstractionPermitNumber, source }) =>
      abstractionPermitNumber === undefined ||
      source === undefined ||
      PERMIT.exec(abstractionPermitNumber)?.groups?.source === SOURCE_LETTERS[source],
    {
      path: ['source'],
      error: '水源与许可证编号中的 S、G 不一致。 The source does not agree with the S or G in the permit number.',
    },
  )
  .refine(
    ({ abstractionPermitNumber, abstractionPermitValidTo }) => !abstractionPermitValidTo || abstractionPermitNumber,
    {
      path: ['abstractionPermitValidTo'],
      error: '填写有效期时须填取水许可证编号。 A last day of validity needs the number of the permit.',
    },
  )
  .refine(
    ({ keyUser, permittedVolume }) => !keyUser || permittedVolume === undefined || permittedVolume >= KEY_USER_VOLUME,
    {
      path: ['keyUser'],
      error: `重点用水单位年用水量不少于 ${KEY_USER_VOLUME} 立方米。 A key water user takes at least ${KEY_USER_VOLUME} m³ a year.`,
    },
  )
  .refine(({ river, riverApprovalNumber }) => !riverApprovalNumber || river, {
    path: ['river'],
    error: '填写许可文号时须填项目所在河道。 The number of a decision needs the river of the project.',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
