import * as z from 'zod';

/** Occupancy classes whose production or storage has a fire hazard category (GB 50016). */
const HAZARDOUS_CLASSES: ReadonlySet<string | undefined> = new Set(['FLAMMABLE_EXPLOSIVE', 'INDUSTRIAL']);

/** What only fire and rescue keeps of a pool entry; the members are the fields that extend FireRescuePoolEntry. */
export const details = z
  .strictObject({
    occupancyClass: z
      .enum(['PUBLIC_GATHERING', 'MANY_PEOPLE', 'FLAMMABLE_EXPLOSIVE', 'INDUSTRIAL', 'OTHER'])
      .optional(),
    floorArea: z
      .number()
      .positive('建筑面积须大于 0，单位为平方米。 The floor area must be more than 0; its unit is m².')
      .optional(),
    storeysAbove: z
      .int()
      .min(0, '地上层数不能为负。 Storeys above ground must not be negative.')
      .max(200, '地上层数不应超过 200，请核对。 More than 200 storeys above ground is not plausible; check the number.')
      .optional(),
    storeysBelow: z
      .int()
      .min(0, '地下层数不能为负。 Storeys below ground must not be negative.')
      .max(20, '地下层数不应超过 20，请核对。 More than 20 storeys below ground is not plausible; check the number.')
      .optional(),
    keyUnit: z.boolean().optional(),
    hazardCategory: z.enum(['A', 'B', 'C', 'D', 'E']).optional(),
    openingCheckNumber: z
      .string()
      .regex(
        /^\p{Script=Han}{1,6}消安检字〔\d{4}〕第\d{4,6}号$/u,
        '消防安全检查文号应形如“信消安检字〔2024〕第0012号”。 The number of a check before opening reads like 信消安检字〔2024〕第0012号.',
      )
      .optional(),
  })
  .refine(({ storeysAbove, storeysBelow }) => storeysAbove !== 0 || storeysBelow !== 0, {
    path: ['storeysAbove'],
    error: '地上、地下层数不能都为 0。 Storeys above and below ground cannot both be 0.',
  })
  .refine(({ occupancyClass, hazardCategory }) => !hazardCategory || HAZARDOUS_CLASSES.has(occupancyClass), {
    path: ['hazardCategory'],
    error:
      '火灾危险性类别只用于厂房、仓库和易燃易爆危险品场所。 A hazard category is for factories, warehouses and places for dangerous goods only.',
  })
  .refine(({ occupancyClass, openingCheckNumber }) => !openingCheckNumber || occupancyClass === 'PUBLIC_GATHERING', {
    path: ['openingCheckNumber'],
    error:
      '投入使用、营业前消防安全检查只适用于公众聚集场所（消防法第十五条）。 The check before opening is for public gathering places only (Fire Protection Law, article 15).',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
