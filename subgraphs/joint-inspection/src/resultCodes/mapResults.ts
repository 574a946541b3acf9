import type { MappedCode, NationalResult, ResultCodeSystem } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { CITY } from '../rules/PlanRules.js';

/** A result in the code of a system: GraphQL's CodedResultInput. */
export interface CodedResult {
  readonly codeSystem?: string | null;
  readonly code: string;
  readonly version?: string | null;
}

/** A code as it was entered, with its wording in the system. */
export interface EnteredCode {
  readonly codeSystem: string;
  readonly version: string;
  readonly code: string;
  readonly text: string;
}

/** What an item's results are entered as: of the national list, or in codes of systems. */
export interface GivenResults {
  readonly results?: readonly string[] | null;
  readonly coded?: readonly CodedResult[] | null;
}

/** Results of the national list, and the codes that map to them; none where they were given as they are. */
export interface MappedResults {
  readonly results: readonly string[];
  readonly entered: readonly EnteredCode[];
}

/** Codes that an error lists at most. */
const MOST_LISTED = 40;

/**
 * Maps what was entered of each item to the national list, by the systems of the city and of the department.
 * @param placeOf where an item stands in the input, for errors
 * @returns an element an item, in their order
 * @throws OV_JOINT_CODES_AND_RESULTS, OV_JOINT_CODE_BARE, OV_JOINT_CODE_SYSTEM, OV_JOINT_CODE_UNKNOWN, OV_JOINT_CODE_UNMAPPED,
 *   OV_JOINT_CODE_STATUS, each with what is known
 */
export async function mapResults<Item extends GivenResults>(
  tx: Pick<Prisma.TransactionClient, 'resultCodeSystem'>,
  department: string,
  items: readonly Item[],
  placeOf: (index: number) => string,
): Promise<readonly (Item & MappedResults)[]> {
  const coded = items.some((item) => (item.coded ?? []).length > 0);
  const where = { department: { in: [CITY, department] } };
  const rows = coded ? await tx.resultCodeSystem.findMany({ where, orderBy: { id: 'asc' } }) : [];
  const systems = rows.map(({ content }) => content as unknown as ResultCodeSystem);
  return items.map((item, index) => ({ ...item, ...mapped(item, placeOf(index), systems) }));
}

function mapped({ results, coded }: GivenResults, place: string, systems: readonly ResultCodeSystem[]): MappedResults {
  const given = results ?? [];
  if (coded == null || coded.length === 0) return { results: given, entered: [] };
  if (given.length > 0) throw jointError('OV_JOINT_CODES_AND_RESULTS', { place });
  const found = coded.map((each, index) => mappedCode(each, `${place}.coded[${index}]`, systems));
  return {
    results: [...new Set(found.map(({ result }) => result))],
    entered: found.map(({ entered }) => entered),
  };
}

function mappedCode(
  { codeSystem, code, version }: CodedResult,
  place: string,
  systems: readonly ResultCodeSystem[],
): { readonly result: NationalResult; readonly entered: EnteredCode } {
  if (codeSystem == null || version == null) {
    throw jointError('OV_JOINT_CODE_BARE', { place, code, meanings: meaningsOf(code, systems) });
  }
  const system = systems.find((each) => each.codeSystem === codeSystem && each.version === version);
  if (system === undefined) {
    throw jointError('OV_JOINT_CODE_SYSTEM', { place, codeSystem, version, known: systems.map(nameOf).join(', ') });
  }
  const values = { place, code, system: nameOf(system), known: listed(system.codes) };
  const known = system.codes.find((each) => each.code === code);
  if (known === undefined) throw jointError('OV_JOINT_CODE_UNKNOWN', values);
  const { text, result, status, unmapped } = known;
  if (status !== undefined) {
    const belongs = STATUS_BELONGS[status];
    throw jointError('OV_JOINT_CODE_STATUS', { ...values, text, zh: belongs.zh, en: belongs.en });
  }
  if (result === undefined) {
    const why = unmapped ?? { zh: '', en: '' };
    throw jointError('OV_JOINT_CODE_UNMAPPED', { ...values, text, whyZh: why.zh, why: why.en });
  }
  return { result, entered: { codeSystem, version, code, text } };
}

const REGISTRATION = {
  zh: '登记状态由市场监管部门在其检查对象名录中维护（registrationStatus，marketRegulationSavePoolEntries）',
  en: 'the registration status is kept by market regulation in its pool (registrationStatus, marketRegulationSavePoolEntries)',
};
const outcome = (kind: string) => ({
  zh: `检查未能进行，请作为本次检查的情形记录（recordVisitOutcome，${kind}）`,
  en: `the visit could not be made, which is recorded as its outcome (recordVisitOutcome, ${kind})`,
});

/** Where a change of a subject's status belongs. */
const STATUS_BELONGS = {
  DEREGISTERED: REGISTRATION,
  REVOKED: REGISTRATION,
  ANNULLED: REGISTRATION,
  MOVED_AWAY: outcome('MOVED'),
  CLOSED: outcome('CLOSED'),
} as const;

function nameOf({ codeSystem, version }: ResultCodeSystem): string {
  return `${codeSystem}@${version}`;
}

/** What a code means in each system that has it: the same digit means one thing here and another there. */
function meaningsOf(code: string, systems: readonly ResultCodeSystem[]): string {
  const meanings = systems.flatMap((system) =>
    system.codes.filter((each) => each.code === code).map(({ text }) => `${nameOf(system)} ${text}`),
  );
  return (meanings.length > 0 ? meanings : systems.map(nameOf)).join('; ');
}

/** Codes that map to a result, with their wording. */
function listed(codes: readonly MappedCode[]): string {
  const mapping = codes
    .filter(({ result }) => result !== undefined)
    .map(({ code, text }) => (code === text ? code : `${code} ${text}`));
  return [...mapping.slice(0, MOST_LISTED), ...(mapping.length > MOST_LISTED ? ['…'] : [])].join('; ');
}
