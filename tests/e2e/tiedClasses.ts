/** What is told of no subject: credit classes, and marks. */
export const INTERNAL_VALUES: ReadonlySet<string> = new Set([
  'A',
  'B',
  'C',
  'D',
  'COMPLAINTS',
  'HAZARD',
  'SERIOUSLY_DISHONEST',
]);

/** What ties: these, and strata of those with a mark. */
const TELLING: ReadonlySet<string> = new Set([...INTERNAL_VALUES, 'RAISED', 'TRUSTWORTHY']);

/** A unified social credit code (GB 32100). */
const CREDIT_CODE = /^[0-9A-HJ-NP-RT-UW-Y]{18}$/;
/** Members that say whom something is about. */
const SUBJECT = /^(subject|subjectId|uscc|creditCode)$/;

/**
 * Places of an answer where a class or a mark stands with a subject: in the same object, or one in the other, as a value or as the name
 * of a member. JSON inside a text, such as a record, is read as well. A class beside a number alone, such as a quota, ties nobody.
 */
export function tiedClasses(value: unknown, place: string = '', isOfSubject: boolean = false): string[] {
  const read = readJson(value);
  if (Array.isArray(read)) return read.flatMap((each, index) => tiedClasses(each, `${place}[${index}]`, isOfSubject));
  if (typeof read === 'string') return isOfSubject && TELLING.has(read) ? [place] : [];
  if (typeof read !== 'object' || read === null) return [];
  const members = Object.entries(read);
  const own = isOfSubject || members.some(([name, member]) => isSubject(name, member));
  const tells = members.some(([, member]) => typeof member === 'string' && TELLING.has(member));
  return members.flatMap(([name, member]) => {
    const at = `${place}.${name}`;
    // A class, or what is kept under its name: whoever is inside is of it.
    const isInside = TELLING.has(name) || (tells && typeof readJson(member) === 'object');
    const above = isInside && namesSubject(member) ? [at] : [];
    return [...above, ...tiedClasses(member, at, own)];
  });
}

/** JSON that a text holds; all else as it is. */
function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isSubject(name: string, member: unknown): boolean {
  return typeof member === 'string' && (SUBJECT.test(name) || CREDIT_CODE.test(member));
}

function namesSubject(value: unknown): boolean {
  const read = readJson(value);
  if (typeof read === 'string') return CREDIT_CODE.test(read);
  if (typeof read !== 'object' || read === null) return false;
  return Object.entries(read).some(([name, member]) => isSubject(name, member) || namesSubject(member));
}
