import * as z from 'zod';

const TRADES = [
  'SONG_AND_DANCE',
  'GAMES',
  'CINEMA_THEATRE',
  'INTERNET_CAFE',
  'ONLINE_CULTURE',
  'TRAVEL_AGENCY',
  'HOTEL',
  'PRINTING',
  'PUBLICATION_RETAIL',
  'HIGH_RISK_SPORT',
] as const;

const ENTERTAINMENT: ReadonlySet<string | undefined> = new Set(['SONG_AND_DANCE', 'GAMES']);

/** Forms of licence numbers that are the same across the country; a trade without one takes what its issuer writes. */
const LICENCE_FORMS: Readonly<Partial<Record<(typeof TRADES)[number], RegExp>>> = {
  SONG_AND_DANCE: /^\d{12}$/,
  GAMES: /^\d{12}$/,
  ONLINE_CULTURE: /^\p{Script=Han}网文〔\d{4}〕\d{4}-\d{3}号$/u,
  TRAVEL_AGENCY: /^L-[A-Z]{2,3}(?:-(?:CJ|WZ))?\d{5}$/,
};

/** What only culture and tourism keeps of a pool entry; the members are the fields that extend CultureTourismPoolEntry. */
export const details = z
  .strictObject({
    trade: z.enum(TRADES).optional(),
    licenceNumber: z
      .string()
      .regex(
        /^\S.{2,38}\S$/u,
        '许可证编号应为 4 至 40 个字符，首尾无空格。 A licence number has 4 to 40 characters, without blanks around it.',
      )
      .optional(),
    licenceValidTo: z.iso.date().optional(),
    starRating: z
      .int()
      .min(1, '旅游饭店星级为 1 至 5。 Stars run from 1 to 5.')
      .max(5, '旅游饭店星级为 1 至 5。 Stars run from 1 to 5.')
      .optional(),
    approvedGuests: z
      .int()
      .positive('核定消费者数量须大于 0。 The approved number of guests must be more than 0.')
      .optional(),
    terminals: z.int().positive('计算机终端数须大于 0。 The number of computers must be more than 0.').optional(),
  })
  .refine(
    ({ trade, licenceNumber }) =>
      licenceNumber === undefined || (trade !== undefined && (LICENCE_FORMS[trade]?.test(licenceNumber) ?? true)),
    {
      path: ['licenceNumber'],
      error:
        '许可证编号须与行业相符：娱乐场所为 12 位数字；旅行社形如 L-HEN00012；经营性互联网文化单位形如“豫网文〔2024〕0123-045号”。 The licence number must fit a stated trade: entertainment 12 digits; a travel agency like L-HEN00012; online culture like 豫网文〔2024〕0123-045号.',
    },
  )
  .refine(({ licenceNumber, licenceValidTo }) => !licenceValidTo || licenceNumber, {
    path: ['licenceValidTo'],
    error: '填写有效期时须填许可证编号。 A last day of validity needs the number of the licence.',
  })
  .refine(({ trade, starRating }) => starRating === undefined || trade === 'HOTEL', {
    path: ['starRating'],
    error: '只有旅游饭店评星级。 Only a tourist hotel has stars.',
  })
  .refine(({ trade, approvedGuests }) => approvedGuests === undefined || ENTERTAINMENT.has(trade), {
    path: ['approvedGuests'],
    error: '只有歌舞、游艺娱乐场所核定消费者数量。 Only entertainment has an approved number of guests.',
  })
  .refine(({ trade, terminals }) => terminals === undefined || trade === 'INTERNET_CAFE', {
    path: ['terminals'],
    error: '只有互联网上网服务营业场所填计算机终端数。 Only an internet café states its computers.',
  });

/** Details of one entry, checked. */
export type Details = z.infer<typeof details>;
