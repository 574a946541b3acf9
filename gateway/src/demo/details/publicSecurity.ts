import { padded } from '../SeededRandom.js';
import type { DetailsOf } from './DetailsOf.js';

/** Special trades; of lodgings the rooms. */
export const publicSecurity: DetailsOf = (entry, { random, number }) =>
  entry.industry === 'hotel'
    ? {
        specialTrade: 'LODGING',
        specialTradeLicenceNumber: `信公特旅字第${padded(number, 6)}号`,
        guestRooms: entry.tags.includes('star-rated') ? random.int(60, 320) : random.int(8, 80),
        guestRegistrationConnected: random.chance(96),
      }
    : {};
