import { apportion } from './apportion.js';
import { CreditCodeIssuer } from './CreditCodeIssuer.js';
import { CITY, DIVISIONS, type Division } from './data/divisions.js';
import {
  INDUSTRIES,
  type Industry,
  KIND_OF_REGISTRATION,
  type Registration,
  type SubjectKind,
} from './data/industries.js';
import { type Mark, RECORDS, SPECIAL_TRADES } from './data/marks.js';
import { TRAITS, type Trait } from './data/traits.js';
import { padded, SeededRandom, type Weighted } from './SeededRandom.js';

/** Credit risk class (企业信用风险分类), A low to D high. */
export type CreditClass = 'A' | 'B' | 'C' | 'D';

/** Whether a subject is in business. */
export type SubjectStatus = 'ACTIVE' | 'SUSPENDED' | 'DEREGISTERED';

/** A market subject of the demo city. Nobody of this name and code exists. */
export interface DemoSubject {
  /** Valid by GB 32100 and, in positions 9–17, by GB 11714. */
  readonly uscc: string;
  readonly name: string;
  /** Where it stands: the same in every department's pool. */
  readonly division: string;
  readonly industry: string;
  readonly kind: SubjectKind;
  readonly creditClass: CreditClass;
  /** What departments know of it besides. */
  readonly marks: readonly Mark[];
  readonly status: SubjectStatus;
  readonly traits: ReadonlySet<Trait>;
  readonly validFrom: string;
  /** Set for those who are deregistered. */
  readonly validTo: string | null;
}

/** Shares of a typical city, per mille. They are published to add up to 999; the remainder goes by largest remainder. */
export const CREDIT_CLASSES: readonly Weighted<CreditClass>[] = [
  { value: 'A', weight: 654 },
  { value: 'B', weight: 253 },
  { value: 'C', weight: 77 },
  { value: 'D', weight: 15 },
];

const STATUSES: readonly Weighted<SubjectStatus>[] = [
  { value: 'ACTIVE', weight: 962 },
  { value: 'SUSPENDED', weight: 22 },
  { value: 'DEREGISTERED', weight: 16 },
];

/** Of a hundred enterprises and institutions, how many are registered with the city and not with their district. */
const CITY_REGISTERED_PERCENT = 18;

const TRAIT_NAMES = Object.keys(TRAITS) as Trait[];

/**
 * The market subjects of the demo city, in the order in which they were registered.
 * @param count how many
 * @param seed the same seed gives the same subjects
 * @param year the city's year: nobody began after it started
 */
export function demoSubjects(count: number, seed: string, year: number): DemoSubject[] {
  const dealt = <Value>(label: string, choices: readonly Weighted<Value>[]): Value[] =>
    new SeededRandom(seed, label).shuffle(apportion(count, choices));
  const divisions = dealt('divisions', DIVISIONS);
  const creditClasses = dealt('credit classes', CREDIT_CLASSES);
  const statuses = dealt('statuses', STATUSES);
  const industries = dealt(
    'industries',
    INDUSTRIES.map((industry) => ({ value: industry, weight: industry.weight })),
  );
  const records = dealt('records', RECORDS);
  const random = new SeededRandom(seed, 'subjects');
  const issuer = new CreditCodeIssuer(new SeededRandom(seed, 'credit codes'));
  const numbers = new NumberPerPlace();
  return industries.map((industry, index) => {
    const division = divisions[index] ?? CITY;
    const status = statuses[index] ?? 'ACTIVE';
    const registration = random.pickWeighted(industry.registrations);
    return {
      uscc: issuer.issue(registration, registrar(registration, division, random)),
      name: nameOf(division, industry, numbers.next(division.code, industry.slug)),
      division: division.code,
      industry: industry.slug,
      kind: KIND_OF_REGISTRATION[registration],
      creditClass: creditClasses[index] ?? 'B',
      marks: marksOf(industry, records[index] ?? []),
      status,
      traits: traitsOf(industry, random),
      validFrom: random.day(year - 15, year - 2),
      validTo: status === 'DEREGISTERED' ? random.day(year - 1, year - 1) : null,
    };
  });
}

function registrar(registration: Registration, division: Division, random: SeededRandom): string {
  const mayBeCity = registration !== '92' && registration !== '93';
  return mayBeCity && random.chance(CITY_REGISTERED_PERCENT) ? CITY.code : division.code;
}

function nameOf(division: Division, industry: Industry, number: number): string {
  return `${division.name}示例${industry.noun}第${padded(number, 4)}号${industry.suffix}`;
}

function marksOf({ slug }: Industry, record: readonly Mark[]): readonly Mark[] {
  return SPECIAL_TRADES.has(slug) ? [...record, 'SPECIAL_TRADE'] : record;
}

function traitsOf(industry: Industry, random: SeededRandom): ReadonlySet<Trait> {
  return new Set(TRAIT_NAMES.filter((trait) => random.chance(TRAITS[trait][industry.slug] ?? 0)));
}

/** Numbers the subjects of an industry in a division from 1, so that no name occurs twice. */
class NumberPerPlace {
  readonly #last = new Map<string, number>();

  next(division: string, industry: string): number {
    const place = `${division}/${industry}`;
    const number = (this.#last.get(place) ?? 0) + 1;
    this.#last.set(place, number);
    return number;
  }
}
