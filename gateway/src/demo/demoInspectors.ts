import type { DepartmentProfile } from './data/departments.js';
import { CITY, DIVISIONS } from './data/divisions.js';
import { type DemoPoolEntry, subjectIdOf } from './demoPool.js';
import { padded, SeededRandom } from './SeededRandom.js';

/** An inspector, in the shape of the contract's inspector input. Nobody has this name. */
export interface DemoInspector {
  readonly code: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly certificateValidTo: string;
  readonly specialties: readonly string[];
  readonly district: string;
  readonly post: 'OFFICE' | 'FRONT_LINE';
  readonly capacity: number;
  readonly active: boolean;
  readonly recusals: readonly { readonly subjectId: string; readonly reason: string }[];
}

const RECUSAL_REASONS = ['示例：近亲属在该单位任职', '示例：曾在该单位任职未满三年', '示例：持有该单位股份'];

/** Per cent of inspectors who work in an office, whose certificate has run out, who are on leave, who have a recusal. */
const OFFICE = 30;
const CERTIFICATE_EXPIRED = 4;
const INACTIVE = 2;
const RECUSED = 6;
/** Per cent of office staff who belong to the city and not to a district. */
const CITY_OFFICE = 40;

/**
 * A department's inspectors.
 * @param count how many
 * @param pool the department's pool: recusals name subjects of it
 * @param year the city's year: valid certificates last at least until the middle of the next
 */
export function demoInspectors(
  profile: DepartmentProfile,
  count: number,
  pool: readonly DemoPoolEntry[],
  seed: string,
  year: number,
): DemoInspector[] {
  const random = new SeededRandom(seed, `${profile.code} inspectors`);
  return Array.from({ length: count }, (_, index) => {
    const code = `${profile.abbreviation}-${padded(index + 1, 4)}`;
    const office = random.chance(OFFICE);
    return {
      code,
      name: `示例检查员 ${code}`,
      certificateNumber: `示例证-${CITY.code}-${code}`,
      certificateValidTo: random.chance(CERTIFICATE_EXPIRED)
        ? random.day(year - 1, year - 1)
        : `${random.int(year + 1, year + 4)}-${random.pick(['06-30', '12-31'])}`,
      specialties: specialtiesOf(profile, random),
      district: office && random.chance(CITY_OFFICE) ? CITY.code : random.pickWeighted(DIVISIONS).code,
      post: office ? 'OFFICE' : 'FRONT_LINE',
      capacity: office ? random.int(3, 6) : random.int(6, 12),
      active: !random.chance(INACTIVE),
      recusals: random.chance(RECUSED) ? recusalsOf(pool, random) : [],
    };
  });
}

/** One specialty, or with luck two. */
function specialtiesOf(profile: DepartmentProfile, random: SeededRandom): string[] {
  const first = random.pickWeighted(profile.specialties);
  const second = random.pickWeighted(profile.specialties);
  return [...new Set([first, second])].sort();
}

function recusalsOf(pool: readonly DemoPoolEntry[], random: SeededRandom): DemoInspector['recusals'] {
  if (pool.length === 0) return [];
  const subjects = new Set(Array.from({ length: random.int(1, 2) }, () => subjectIdOf(random.pick(pool))));
  return [...subjects].map((subjectId) => ({ subjectId, reason: random.pick(RECUSAL_REASONS) }));
}
