import * as z from 'zod';

/** What only emergency management keeps of a pool entry; the members extend EmergencyManagementPoolEntry. */
export const details = z
  .strictObject({
    chemicalTrade: z.enum(['WITH_STORAGE', 'WITHOUT_STORAGE', 'FILLING_STATION']).optional(),
    chemicalLicenceNumber: z
      .string()
      .regex(
        /^\p{Script=Han}{1,4}危化经字〔\d{4}〕\d{4,6}号?$/u,
        '危险化学品经营许可证编号应形如“豫信危化经字〔2024〕000123号”。 A dangerous chemicals business licence number reads like 豫信危化经字〔2024〕000123号.',
      )
      .optional(),
    chemicalLicenceValidTo: z.iso.date().optional(),
    standardisationGrade: z.enum(['GRADE_1', 'GRADE_2', 'GRADE_3']).optional(),
    majorHazardLevel: z.enum(['LEVEL_1', 'LEVEL_2', 'LEVEL_3', 'LEVEL_4']).optional(),
    employees: z.int().nonnegative('从业人员数不能为负。 The number of employees must not be negative.').optional(),
  })
  .refine(({ chemicalTrade, chemicalLicenceNumber }) => !chemicalLicenceNumber || chemicalTrade, {
    path: ['chemicalTrade'],
    error: '填写许可证编号时须填经营方式。 A licence number needs the way of trading that it is for.',
  })
  .refine(({ chemicalLicenceNumber, chemicalLicenceValidTo }) => !chemicalLicenceValidTo || chemicalLicenceNumber, {
    path: ['chemicalLicenceValidTo'],
    error: '填写有效期时须填许可证编号。 A last day of validity needs the number of the licence.',
  })
  .refine(({ chemicalTrade, majorHazardLevel }) => !majorHazardLevel || chemicalTrade !== 'WITHOUT_STORAGE', {
    path: ['majorHazardLevel'],
    error:
      '不带储存设施的经营单位没有重大危险源，请核对经营方式。 A trader without storage has no major hazard source; check the way of trading.',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
