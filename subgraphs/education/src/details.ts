import * as z from 'zod';

/** Stages of compulsory education, which a school for profit must not offer (民办教育促进法第十九条). */
const COMPULSORY_STAGES: ReadonlySet<string | undefined> = new Set(['PRIMARY', 'JUNIOR_SECONDARY', 'NINE_YEAR']);

/** What only education keeps of a pool entry; the members are the fields that extend EducationPoolEntry. */
export const details = z
  .strictObject({
    stage: z
      .enum([
        'KINDERGARTEN',
        'PRIMARY',
        'JUNIOR_SECONDARY',
        'NINE_YEAR',
        'SENIOR_SECONDARY',
        'VOCATIONAL',
        'SUBJECT_TRAINING',
        'OTHER_TRAINING',
      ])
      .optional(),
    ownership: z.enum(['PUBLIC', 'PRIVATE_NON_PROFIT', 'PRIVATE_FOR_PROFIT']).optional(),
    schoolLicenceNumber: z
      .string()
      .regex(
        /^教民\d{15}号$/,
        '办学许可证编号应为“教民”加 15 位数字加“号”。 A private school licence number is 教民, 15 digits and 号.',
      )
      .optional(),
    schoolLicenceValidTo: z.iso.date().optional(),
    enrolment: z
      .int()
      .nonnegative('在校学生、学员数不能为负。 The enrolment must not be negative.')
      .max(100_000, '在校学生、学员数不应超过 100000，请核对。 An enrolment above 100,000 is not plausible; check it.')
      .optional(),
    canteen: z.boolean().optional(),
    schoolBuses: z.int().nonnegative('校车数不能为负。 The number of school buses must not be negative.').optional(),
  })
  .refine(({ stage, ownership }) => ownership !== 'PRIVATE_FOR_PROFIT' || !COMPULSORY_STAGES.has(stage), {
    path: ['ownership'],
    error:
      '不得设立实施义务教育的营利性民办学校（民办教育促进法第十九条）。 A private school for profit must not offer compulsory education (Law on Promoting Private Education, article 19).',
  })
  .refine(({ ownership, schoolLicenceNumber }) => !schoolLicenceNumber || ownership !== 'PUBLIC', {
    path: ['schoolLicenceNumber'],
    error: '公办学校不领民办学校办学许可证。 A public school holds no private school licence.',
  })
  .refine(({ schoolLicenceNumber, schoolLicenceValidTo }) => !schoolLicenceValidTo || schoolLicenceNumber, {
    path: ['schoolLicenceValidTo'],
    error: '填写有效期时须填办学许可证编号。 A last day of validity needs the number of the private school licence.',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
