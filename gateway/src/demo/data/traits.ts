/** What makes a subject a matter for some departments and not for others of its industry. */
export type Trait =
  | 'star-rated'
  | 'canteen'
  | 'special-equipment'
  | 'crowded'
  | 'large-water-user'
  | 'waste-water'
  | 'basement';

/** How many per cent of an industry's subjects have a trait; an industry that is not named has none. */
export const TRAITS: Readonly<Record<Trait, Readonly<Record<string, number>>>> = {
  'star-rated': { hotel: 30 },
  canteen: { school: 78, hospital: 45, 'care-home': 90, factory: 18 },
  'special-equipment': { hotel: 45, supermarket: 35, hospital: 60, factory: 50, 'real-estate': 70, chemicals: 90 },
  crowded: {
    hotel: 100,
    entertainment: 100,
    'internet-cafe': 100,
    school: 100,
    hospital: 100,
    'care-home': 100,
    'swimming-pool': 100,
    supermarket: 45,
    training: 40,
    restaurant: 10,
    factory: 20,
  },
  'large-water-user': { waterworks: 100, 'swimming-pool': 80, hotel: 35, hospital: 35, school: 25, factory: 12 },
  'waste-water': { chemicals: 100, hospital: 75, factory: 55, printing: 40, 'vehicle-testing': 30 },
  basement: { 'real-estate': 85, hospital: 30, hotel: 25, supermarket: 18, school: 15 },
};
