import { type JointListRow, jointListRows, placesIn } from '@onevisit/rules';
import type { Estimate } from './expectedVisits.js';
import type { Proposal } from './proposePlans.js';

/** Text in Chinese and English: GraphQL's LocalizedText. */
interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Most rows of joint lists that are shown with a proposal. */
const MOST_ROWS = 3;

/** What checks are called at the end of a field's name: 宾馆、旅店监督抽查 is about 宾馆、旅店. */
const CHECK = /(监督)?(抽查|检查|监管)$/;

/** Rows of published joint lists that a proposal fits, the best first. */
export function rowsOf({ listRows }: Proposal): readonly JointListRow[] {
  return listRows.slice(0, MOST_ROWS).flatMap((number) => jointListRows()[number - 1] ?? []);
}

/**
 * A title for the plan: by the joint list, where it fits a row, else by whom most of its tasks concern.
 * @param subjectKinds of each task of the proposal
 */
export function titleOf(proposal: Proposal, subjectKinds: readonly (readonly string[])[]): string {
  const [row] = rowsOf(proposal);
  const about = row === undefined ? mostNamed(subjectKinds) : row.field.replace(CHECK, '');
  return `${proposal.year}年${about}部门联合抽查`;
}

function mostNamed(subjectKinds: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>();
  for (const kinds of subjectKinds) {
    for (const place of new Set(kinds.flatMap(placesIn))) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? '';
}

/** Why these tasks go together, a reason a sentence. */
export function reasonsOf(proposal: Proposal): readonly Text[] {
  return [sharedReason(proposal), savedReason(proposal), windowReason(proposal), ...rowsOf(proposal).map(rowReason)];
}

function sharedReason({ subjectsInCommon, tasks }: Proposal): Text {
  const { zh, en } = shown(subjectsInCommon);
  return {
    zh: `${zh} 个对象同时属于其中两项以上任务（共 ${tasks.length} 项）。`,
    en: `${en} subjects are under more than one of the ${tasks.length} tasks.`,
  };
}

function savedReason({ separateVisits, jointVisits, savedVisits }: Proposal): Text {
  const [separate, joint, saved] = [shown(separateVisits), shown(jointVisits), shown(savedVisits)];
  return {
    zh: `各自抽查 ${separate.zh} 次，联合抽查预计 ${joint.zh} 次，少跑 ${saved.zh} 次。`,
    en: `${separate.en} visits if each is drawn for itself, ${joint.en} expected of a joint draw: ${saved.en} saved.`,
  };
}

function windowReason({ window, tasks }: Proposal): Text {
  const moved = tasks.filter(({ daysMoved }) => daysMoved !== 0);
  const days = `${window.first} – ${window.last}`;
  if (moved.length === 0) return { zh: `时段重叠：${days}。`, en: `Their windows overlap: ${days}.` };
  const zh = moved.map(
    ({ title, daysMoved }) => `“${title}”${daysMoved < 0 ? '提前' : '推迟'} ${Math.abs(daysMoved)} 天`,
  );
  const en = moved.map(
    ({ id, daysMoved }) => `${id} ${Math.abs(daysMoved)} days ${daysMoved < 0 ? 'earlier' : 'later'}`,
  );
  return {
    zh: `移动时段后可在 ${days} 一并检查：${zh.join('，')}。`,
    en: `One visit can be made in ${days} if windows are moved: ${en.join(', ')}.`,
  };
}

function rowReason({ number, field, initiator, partners, source }: JointListRow): Text {
  return {
    zh: `联合抽查事项清单第 ${number} 行“${field}”：${initiator}发起，${partners}配合（${source.title}）。`,
    en: `Row ${number} of the published joint lists, ${field}: initiated by ${initiator}, with ${partners} (${source.title}).`,
  };
}

function shown({ value, plusMinus }: Estimate): Text {
  const whole = Math.round(value).toLocaleString('en-US');
  if (plusMinus === 0) return { zh: whole, en: whole };
  const around = `± ${Math.ceil(plusMinus).toLocaleString('en-US')}`;
  return { zh: `${whole}（${around}）`, en: `${whole} (${around})` };
}
