import * as z from 'zod';

/** What only health keeps of a pool entry; the members are the fields that extend HealthPoolEntry. */
export const details = z
  .strictObject({
    placeKind: z
      .enum([
        'LODGING',
        'SWIMMING',
        'ENTERTAINMENT',
        'SHOPPING',
        'OTHER_PUBLIC_PLACE',
        'MEDICAL',
        'WATER_SUPPLIER',
        'TABLEWARE_DISINFECTION',
        'SCHOOL',
      ])
      .optional(),
    hygieneLicenceNumber: z
      .string()
      .regex(
        /^\p{Script=Han}卫公证字〔\d{4}〕第\d{4}-\d{6}号$/u,
        '公共场所卫生许可证编号应形如“豫卫公证字〔2024〕第1502-000123号”。 A public-place hygiene licence number reads like 豫卫公证字〔2024〕第1502-000123号.',
      )
      .optional(),
    hygieneLicenceValidTo: z.iso.date().optional(),
    hygieneGrade: z.enum(['A', 'B', 'C']).optional(),
    practiceRegistrationNumber: z
      .string()
      .regex(
        /^[0-9A-Z]{22}$/,
        '医疗机构执业许可证登记号应为 22 位数字或大写字母。 The registration number of a medical practice licence has 22 digits or capital letters.',
      )
      .optional(),
  })
  .refine(({ hygieneLicenceNumber, hygieneLicenceValidTo }) => !hygieneLicenceValidTo || hygieneLicenceNumber, {
    path: ['hygieneLicenceValidTo'],
    error: '填写有效期时须填卫生许可证编号。 A last day of validity needs the number of the hygiene licence.',
  })
  .refine(({ hygieneLicenceNumber, hygieneGrade }) => !hygieneGrade || hygieneLicenceNumber, {
    path: ['hygieneGrade'],
    error: '量化分级只评已取得卫生许可证的公共场所。 Only a public place with a hygiene licence is graded.',
  })
  .refine(({ placeKind, practiceRegistrationNumber }) => !practiceRegistrationNumber || placeKind === 'MEDICAL', {
    path: ['practiceRegistrationNumber'],
    error: '只有医疗机构有执业许可证登记号。 Only a medical institution has a practice registration number.',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
