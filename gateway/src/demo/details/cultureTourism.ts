import { padded, type SeededRandom } from '../SeededRandom.js';
import type { DemoDetails, DetailsOf } from './DetailsOf.js';

const TRADES: Readonly<Record<string, readonly string[]>> = {
  entertainment: ['SONG_AND_DANCE', 'SONG_AND_DANCE', 'GAMES', 'CINEMA_THEATRE'],
  'internet-cafe': ['INTERNET_CAFE'],
  'travel-agency': ['TRAVEL_AGENCY'],
  hotel: ['HOTEL'],
  printing: ['PRINTING'],
  'publishing-retail': ['PUBLICATION_RETAIL'],
  'swimming-pool': ['HIGH_RISK_SPORT'],
};

/** Trades with their licences; stars, guests, terminals. */
export const cultureTourism: DetailsOf = (entry, { random, year, number }) => {
  const trades = TRADES[entry.industry];
  if (trades === undefined) return {};
  const trade = random.pick(trades);
  return {
    trade,
    licenceNumber: licenceNumber(trade, entry.division, number),
    ...(trade === 'TRAVEL_AGENCY' ? {} : { licenceValidTo: random.day(year + 1, year + 2) }),
    ...sizeOf(trade, random),
  };
};

function licenceNumber(trade: string, division: string, number: number): string {
  switch (trade) {
    case 'SONG_AND_DANCE':
    case 'GAMES':
      return `${division}${padded(number, 6)}`;
    case 'TRAVEL_AGENCY':
      return `L-HEN${padded(number, 5)}`;
    default:
      return `豫文旅示例${division}-${padded(number, 5)}`;
  }
}

function sizeOf(trade: string, random: SeededRandom): DemoDetails {
  switch (trade) {
    case 'HOTEL':
      return { starRating: random.pick([2, 3, 3, 3, 4, 4, 5]) };
    case 'SONG_AND_DANCE':
    case 'GAMES':
      return { approvedGuests: random.int(4, 60) * 10 };
    case 'INTERNET_CAFE':
      return { terminals: random.int(30, 220) };
    default:
      return {};
  }
}
