import * as z from 'zod';

/** What only civil air defence keeps of a pool entry; the members are the fields that extend CivilAirDefencePoolEntry. */
export const details = z
  .strictObject({
    projectNumber: z
      .string()
      .regex(
        /^[\p{Script=Han}A-Z0-9〔〕-]{4,32}$/u,
        '人防工程编号应为 4 至 32 个汉字、大写字母、数字、“〔〕”或“-”。 A project number has 4 to 32 Chinese characters, capital letters, digits, 〔〕 or -.',
      )
      .optional(),
    projectClass: z.enum(['CLASS_A', 'CLASS_B']).optional(),
    nuclearResistance: z.enum(['N4', 'N4B', 'N5', 'N6', 'N6B']).optional(),
    conventionalResistance: z.enum(['C5', 'C6']).optional(),
    floorArea: z
      .number()
      .positive('建筑面积须大于 0，单位为平方米。 The floor area must be more than 0; its unit is m².')
      .optional(),
    peacetimeUse: z.enum(['PARKING', 'TRADE', 'STORAGE', 'CULTURE_SPORTS', 'SOCIAL_SERVICES', 'UNUSED']).optional(),
    peacetimeUseValidTo: z.iso.date().optional(),
  })
  .refine(({ projectClass, nuclearResistance }) => !nuclearResistance || projectClass === 'CLASS_A', {
    path: ['nuclearResistance'],
    error: '只有甲类工程有防核武器抗力级别（GB 50038）。 Only class A resists nuclear weapons (GB 50038).',
  })
  .refine(
    ({ peacetimeUse, peacetimeUseValidTo }) => !peacetimeUseValidTo || (peacetimeUse && peacetimeUse !== 'UNUSED'),
    {
      path: ['peacetimeUseValidTo'],
      error:
        '填写平时使用登记有效期时须填平时用途，且不得为闲置。 A registered peacetime use needs a use other than UNUSED.',
    },
  );

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
