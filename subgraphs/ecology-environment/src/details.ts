import * as z from 'zod';

/** What only ecology and environment keeps of a pool entry; the members extend EcologyEnvironmentPoolEntry. */
export const details = z
  .strictObject({
    managementClass: z.enum(['KEY', 'SIMPLIFIED', 'REGISTRATION']).optional(),
    dischargePermitNumber: z
      .string()
      .regex(
        /^[0-9A-HJ-NPQRTUWXY]{18}\d{3}[0-9A-Z]$/,
        '排污许可证编号应为 18 位单位代码、3 位数字和 1 位校验码。 A discharge permit number is the unit’s 18-character code, three digits and a check character.',
      )
      .optional(),
    dischargePermitValidTo: z.iso.date().optional(),
    keyLists: z
      .array(z.enum(['WATER', 'GROUNDWATER', 'ATMOSPHERE', 'NOISE', 'SOIL', 'RISK']))
      .refine((lists) => new Set(lists).size === lists.length, {
        error: '同一名录只填一次。 State each list once.',
      })
      .readonly()
      .optional(),
    automaticMonitoring: z.boolean().optional(),
  })
  .refine(
    ({ managementClass, dischargePermitNumber }) => !dischargePermitNumber || managementClass !== 'REGISTRATION',
    {
      path: ['dischargePermitNumber'],
      error:
        '登记管理的排污单位只填报登记表，不领许可证（排污许可管理条例第二十四条）。 A unit under registration files a form and holds no permit (Regulation on Discharge Permits, article 24).',
    },
  )
  .refine(({ dischargePermitNumber, dischargePermitValidTo }) => !dischargePermitValidTo || dischargePermitNumber, {
    path: ['dischargePermitValidTo'],
    error: '填写有效期时须填排污许可证编号。 A last day of validity needs the number of the discharge permit.',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
