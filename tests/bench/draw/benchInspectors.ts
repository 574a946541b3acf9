import { type BenchCity, DISTRICTS } from './BenchCity.js';
import { LEGS, SPECIALTY } from './legs.js';

/** An inspector of a department, in the shape of the contract's inspector input. Nobody has this name. */
export interface BenchInspector {
  readonly code: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly certificateValidTo: string;
  readonly specialties: readonly string[];
  readonly district: string;
  readonly post: 'FRONT_LINE';
  readonly capacity: number;
  readonly recusals: readonly { readonly subjectId: string; readonly reason: string }[];
}

/** Inspectors of each department. */
export const INSPECTORS = 200;

/** Seats that a department has to fill, for each entry of its pool: two in 3.6 of a hundred. */
const SEATS_AN_ENTRY = 0.075;
/** Most visits of a person, against an even share of the seats: some have less time than others. */
const CAPACITIES = [0.8, 1.2, 1.6, 2];

/** The people of a department, by its place in LEGS: spread over the districts, half of them specialists, each with a recusal. */
export function benchInspectors(city: BenchCity, department: number): readonly BenchInspector[] {
  const pool = city.pool(department);
  const share = (pool.length * SEATS_AN_ENTRY) / INSPECTORS;
  return Array.from({ length: INSPECTORS }, (_, number) => {
    const code = `I-${String(number + 1).padStart(4, '0')}`;
    const recused = city.codes[pool[(number * 7919) % pool.length] ?? 0] ?? '';
    return {
      code,
      name: `示例检查员 ${code}`,
      certificateNumber: `${LEGS[department]?.department} ${code}`,
      certificateValidTo: '2030-12-31',
      specialties: Math.floor(number / DISTRICTS.length) % 2 === 0 ? [SPECIALTY] : [],
      district: DISTRICTS[number % DISTRICTS.length] ?? '',
      post: 'FRONT_LINE',
      capacity: Math.ceil(share * (CAPACITIES[(number >> 4) % CAPACITIES.length] ?? 1)) + 2,
      recusals: [{ subjectId: recused, reason: '示例' }],
    };
  });
}
