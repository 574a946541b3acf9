import * as z from 'zod';

/** What only public security keeps of a pool entry; the members are the fields that extend PublicSecurityPoolEntry. */
export const details = z
  .strictObject({
    specialTrade: z
      .enum(['LODGING', 'SEAL_ENGRAVING', 'PAWNBROKING', 'SCRAP_METAL', 'VEHICLE_REPAIR', 'VEHICLE_SCRAPPING'])
      .optional(),
    specialTradeLicenceNumber: z
      .string()
      .regex(
        /^\p{Script=Han}{1,6}公特\p{Script=Han}{0,4}字(?:〔\d{4}〕)?第\d{3,8}号$/u,
        '特种行业许可证编号应形如“信公特旅字第00123号”或“信公特字〔2024〕第0012号”。 A special-trade licence number reads like 信公特旅字第00123号 or 信公特字〔2024〕第0012号.',
      )
      .optional(),
    securityServiceLicenceNumber: z
      .string()
      .regex(
        /^\p{Script=Han}公保服\d{8}号$/u,
        '保安服务许可证编号应形如“豫公保服20160012号”。 A security service licence number reads like 豫公保服20160012号.',
      )
      .optional(),
    guestRooms: z
      .int()
      .min(
        1,
        '客房数至少为 1，没有客房请留空。 There must be at least one guest room; leave it out where there is none.',
      )
      .max(10_000, '客房数不应超过 10000，请核对。 More than 10,000 guest rooms is not plausible; check the number.')
      .optional(),
    guestRegistrationConnected: z.boolean().optional(),
  })
  .refine(({ specialTrade, specialTradeLicenceNumber }) => !specialTradeLicenceNumber || specialTrade, {
    path: ['specialTrade'],
    error: '填写许可证编号时须填特种行业类别。 A licence number needs the special trade that it is for.',
  })
  .refine(({ specialTrade, guestRooms }) => guestRooms === undefined || specialTrade === 'LODGING', {
    path: ['guestRooms'],
    error: '只有旅馆业有客房数。 Only lodging has guest rooms.',
  })
  .refine(
    ({ specialTrade, guestRegistrationConnected }) =>
      guestRegistrationConnected === undefined || specialTrade === 'LODGING',
    {
      path: ['guestRegistrationConnected'],
      error: '只有旅馆业接入旅馆业治安管理信息系统。 Only lodging is connected to the lodging information system.',
    },
  );

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
