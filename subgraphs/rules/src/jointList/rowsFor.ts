import { type JointListRow, jointListRows } from './jointListRows.js';

/** What lists call departments (they write 公安部门, 市公安局 and 教体部门 alike), by the code of the register. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  'market-regulation': ['市场监管', '市场监督'],
  'public-security': ['公安'],
  'fire-rescue': ['消防'],
  health: ['卫健', '卫生健康'],
  'ecology-environment': ['生态环境'],
  education: ['教育', '教体'],
  'culture-tourism': ['文旅', '文化和旅游'],
  'emergency-management': ['应急'],
  water: ['水利', '水务'],
  'civil-air-defence': ['人防', '人民防空'],
};

/** The code of the department that a list calls so; null for one that the register does not have. */
export function codeCalled(name: string): string | null {
  const found = Object.entries(CALLED).find(([, called]) => called.some((each) => name.includes(each)));
  return found?.[0] ?? null;
}

/** What stands before a kind of place and says nothing of it. */
const BEFORE = /^(各类|其他|全市|市直|省内|用人)/;

/** Shortest word that says what kind of place it is. */
const SHORTEST = 2;

/**
 * Rows of the published joint lists that name a department, as initiator or partner, for a kind of place.
 * @param department code of the register; one that the table does not know fits no row
 * @param subjectKinds whom a task's items concern, such as 各类宾馆、旅店
 */
export function rowsFor(department: string, subjectKinds: readonly string[]): readonly JointListRow[] {
  const called = CALLED[department] ?? [];
  const places = subjectKinds.flatMap(placesIn);
  return jointListRows().filter(
    (row) =>
      called.some((name) => row.initiator.includes(name) || row.partners.includes(name)) &&
      targetsOf(row).some((place) => places.some((other) => place.includes(other) || other.includes(place))),
  );
}

const targets = new Map<JointListRow, readonly string[]>();

/** The kinds of place that a row is about, read once. */
function targetsOf(row: JointListRow): readonly string[] {
  const known = targets.get(row) ?? placesIn(row.target);
  targets.set(row, known);
  return known;
}

/** The kinds of place that a text names: 各类宾馆、旅店 → 宾馆, 旅店. */
export function placesIn(text: string): readonly string[] {
  return text
    .split(/[、，,;；()（）/\s]|及|和/u)
    .map((word) => word.replace(BEFORE, ''))
    .filter((word) => word.length >= SHORTEST);
}
