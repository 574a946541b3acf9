import { expect, it } from 'vitest';
import { profile } from './profile.js';

const hotel = { status: 'ACTIVE', details: { specialTrade: 'LODGING', guestRooms: 80 } } as const;
const annex = { status: 'ACTIVE', details: { specialTrade: 'LODGING', guestRooms: 20 } } as const;
const pawnshop = { status: 'SUSPENDED', details: { specialTrade: 'PAWNBROKING' } } as const;

it('lists the trades of active entries, each once', () => {
  expect(profile.specialTrades([hotel, annex, pawnshop])).toEqual(['LODGING']);
});

it('adds up guest rooms, and says null where none is stated', () => {
  expect(profile.guestRooms([hotel, annex, pawnshop])).toBe(100);
  expect(profile.guestRooms([pawnshop])).toBeNull();
});
