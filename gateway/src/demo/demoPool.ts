import type { DepartmentProfile, PoolRule, ProjectRule } from './data/departments.js';
import { DIVISIONS } from './data/divisions.js';
import type { SubjectKind } from './data/industries.js';
import type { Mark } from './data/marks.js';
import type { CreditClass, DemoSubject, SubjectStatus } from './demoSubjects.js';
import type { DemoDetails } from './details/DetailsOf.js';
import { demoDetails } from './details/demoDetails.js';
import { padded, SeededRandom } from './SeededRandom.js';

/** An entry of a department's pool, in the shape of the contract's pool entry input. */
export interface DemoPoolEntry {
  readonly code: string;
  readonly kind: SubjectKind | 'PROJECT';
  readonly name: string;
  /** Who is visited; where there is none, scheme and number say who. */
  readonly uscc?: string;
  readonly subjectScheme?: string;
  readonly subjectNumber?: string;
  readonly division: string;
  readonly industry: string;
  readonly tags: readonly string[];
  readonly creditClass?: CreditClass;
  readonly marks: readonly Mark[];
  readonly status: SubjectStatus;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly details: DemoDetails;
}

/** Id of who is visited: the credit code, or scheme:number. */
export function subjectIdOf(entry: DemoPoolEntry): string {
  return entry.uscc ?? `${entry.subjectScheme}:${entry.subjectNumber}`;
}

/**
 * A department's pool.
 * @param subjects all of the city's
 * @param year the city's year, on which days in the details depend
 * @returns entries by code
 */
export function demoPool(
  profile: DepartmentProfile,
  subjects: readonly DemoSubject[],
  seed: string,
  year: number,
): DemoPoolEntry[] {
  const membership = new SeededRandom(seed, `${profile.code} pool`);
  const members = subjects.filter((subject) => profile.pool.some((rule) => belongs(subject, rule, membership)));
  const drafts = profile.projects
    ? projectDrafts(profile.projects, members, seed, year)
    : members.map((subject) => draftOf(subject));
  const random = new SeededRandom(seed, `${profile.code} details`);
  return drafts.map((draft, index) => ({
    code: `${profile.abbreviation}-${padded(index + 1, 6)}`,
    ...draft,
    tags: draft.tags.filter((tag) => profile.tags.some((kept) => kept === tag)),
    details: demoDetails(profile.code, draft, { random, year, number: index + 1 }),
  }));
}

/** An entry before it has a code, with all of the subject's traits as tags. */
export type DemoPoolDraft = Omit<DemoPoolEntry, 'code' | 'details'>;

function belongs(subject: DemoSubject, rule: PoolRule, random: SeededRandom): boolean {
  if (rule.industries !== undefined && !rule.industries.includes(subject.industry)) return false;
  if (rule.trait !== undefined && !subject.traits.has(rule.trait)) return false;
  return rule.percent === undefined || random.chance(rule.percent);
}

function draftOf(subject: DemoSubject): DemoPoolDraft {
  const { uscc, kind, name, division, industry, creditClass, marks, status, validFrom, validTo } = subject;
  const tags = [...subject.traits];
  const draft = { uscc, kind, name, division, industry, tags, creditClass, marks, status, validFrom };
  return validTo === null ? draft : { ...draft, validTo };
}

function projectDrafts(rule: ProjectRule, owners: readonly DemoSubject[], seed: string, year: number): DemoPoolDraft[] {
  const random = new SeededRandom(seed, `${rule.scheme} projects`);
  const owned = owners.flatMap((owner) =>
    Array.from(
      { length: random.int(1, rule.most[owner.industry] ?? 1) },
      (_, index): DemoPoolDraft => ({
        ...draftOf(owner),
        kind: 'PROJECT',
        name: `${owner.name}${rule.noun}${index + 1}`,
      }),
    ),
  );
  const ownerless = Math.ceil((owned.length * rule.ownerIssuedPercent) / 100);
  return [...owned, ...Array.from({ length: ownerless }, (_, index) => ownerIssued(rule, index + 1, random, year))];
}

function ownerIssued(rule: ProjectRule, number: number, random: SeededRandom, year: number): DemoPoolDraft {
  const division = random.pickWeighted(DIVISIONS);
  return {
    kind: 'PROJECT',
    name: `${division.name}示例${rule.noun}第${padded(number, 4)}号`,
    subjectScheme: rule.scheme,
    subjectNumber: padded(number, 4),
    division: division.code,
    industry: 'public-works',
    tags: ['basement'],
    marks: [],
    status: 'ACTIVE',
    validFrom: random.day(year - 15, year - 2),
  };
}
