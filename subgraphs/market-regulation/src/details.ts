import * as z from 'zod';

/** What only market regulation keeps of a pool entry; the members are the fields that extend MarketRegulationPoolEntry. */
export const details = z
  .strictObject({
    legalForm: z
      .enum([
        'LIMITED_COMPANY',
        'JOINT_STOCK_COMPANY',
        'NON_COMPANY_ENTERPRISE',
        'SOLE_PROPRIETORSHIP',
        'PARTNERSHIP',
        'INDIVIDUAL_BUSINESS',
        'COOPERATIVE',
        'BRANCH',
      ])
      .optional(),
    registeredCapital: z
      .number()
      .nonnegative(
        '注册资本不能为负，单位为万元。 The registered capital must not be negative; its unit is 10,000 yuan.',
      )
      .optional(),
    registeredOn: z.iso.date().optional(),
    registrationStatus: z.enum(['REGISTERED', 'DORMANT', 'REVOKED', 'DEREGISTERED']).optional(),
    foodLicenceNumber: z
      .string()
      .regex(
        /^JY\d{14}$/,
        '食品经营许可证编号应为“JY”加 14 位数字。 A food business licence number is JY and 14 digits.',
      )
      .optional(),
    specialEquipment: z
      .int()
      .nonnegative('特种设备数不能为负。 The number of pieces of special equipment must not be negative.')
      .optional(),
    lastAnnualReport: z
      .int()
      .min(
        2013,
        '年度报告公示制度自 2013 年度起实行，请填四位年份。 Annual reports begin with the year 2013; give a year.',
      )
      .max(9999, '请填四位年份。 Give a year of four digits.')
      .optional(),
  })
  .refine(
    ({ registeredOn, lastAnnualReport }) =>
      registeredOn === undefined ||
      lastAnnualReport === undefined ||
      lastAnnualReport >= Number(registeredOn.slice(0, 4)),
    {
      path: ['lastAnnualReport'],
      error: '年报年度早于成立年份，请核对两者。 The report is for a year before the registration; check both.',
    },
  );

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
