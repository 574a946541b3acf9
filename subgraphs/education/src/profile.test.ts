import { expect, it } from 'vitest';
import { profile } from './profile.js';

const primary = { status: 'ACTIVE', details: { stage: 'PRIMARY', enrolment: 900 } } as const;
const kindergarten = { status: 'ACTIVE', details: { stage: 'KINDERGARTEN', enrolment: 120 } } as const;
const closed = { status: 'SUSPENDED', details: { stage: 'VOCATIONAL', enrolment: 50 } } as const;

it('lists the stages of active entries, each once', () => {
  expect(profile.stages([primary, kindergarten, primary, closed])).toEqual(['KINDERGARTEN', 'PRIMARY']);
});

it('adds up the enrolment, and says null where none is stated', () => {
  expect(profile.enrolment([primary, kindergarten, closed])).toBe(1020);
  expect(profile.enrolment([closed])).toBeNull();
});
