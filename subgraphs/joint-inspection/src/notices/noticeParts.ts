import { calendarDate } from '@onevisit/kit';
import { creditCodeProblem } from '@onevisit/schema';
import type { JointContext } from '../context.js';
import type { CrewSeat, PlannedItem, Visit } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { lastDayOfVisit } from '../visits/rollOver.js';
import { documentsOf } from './documentsOf.js';

/** What notices tell of a visit: names and items as they were frozen; never a stratum, a credit class, a mark or a standing. */
export interface NoticeParts {
  readonly subject: {
    readonly name: string;
    readonly codeKind: string;
    readonly code: string;
    readonly district: string;
  };
  readonly plan: { readonly title: string; readonly year: number; readonly initiator: string };
  readonly window: { readonly first: string; readonly last: string; readonly lastDay: string };
  readonly batch: { readonly number: number; readonly first: string; readonly last: string } | null;
  /** Day and hour in China; null while no hour is chosen. */
  readonly scheduled: string | null;
  /** Numbers of the notices that were shown already. */
  readonly numbers: readonly string[];
  /** Those of the visit, in the order of the register. */
  readonly departments: readonly NoticeDepartment[];
  readonly reference: Readonly<Record<'visit' | 'draw' | 'drawnOn' | 'seed' | 'rosterRoot' | 'recordHash', string>>;
}

/** What one department does in a visit, and by whom. */
export interface NoticeDepartment {
  readonly name: string;
  readonly items: readonly NoticeItem[];
  readonly seats: readonly NoticeSeat[];
}

interface NoticeItem {
  readonly title: string;
  readonly itemClass: string;
  readonly content: string;
  readonly methods: readonly string[];
  readonly basis: readonly string[];
  readonly documents: readonly string[];
}

interface NoticeSeat {
  readonly held: boolean;
  readonly name: string;
  readonly certificate: string;
  readonly specialties: readonly string[];
  readonly post: string;
}

const METHODS: Readonly<Record<string, string>> = {
  ON_SITE: '实地核查',
  WRITTEN: '书面检查',
  OTHER_CONCLUSION: '其他部门检查结论',
  TESTING: '抽样检测',
  NETWORK_MONITORING: '网络监测',
  ENTRUSTED: '委托专业机构',
};
const CLASSES: Readonly<Record<string, string>> = { KEY: '重点', GENERAL: '一般' };
const POSTS: Readonly<Record<string, string>> = { OFFICE: '机关', FRONT_LINE: '一线' };

/** Gathers what notices tell of a visit of a drawn draw; null where the viewer cannot see its draw or plan. */
export async function noticeParts(
  { departments }: Pick<Joint, 'departments'>,
  visit: Visit,
  { loaders }: JointContext,
): Promise<NoticeParts | null> {
  const draw = await loaders.draw.load(visit.drawId);
  const plan = draw === null ? null : await loaders.plan.load(draw.planId);
  if (draw === null || plan === null) return null;
  const [legs, items, seats, starts, batches] = await Promise.all([
    loaders.legsOfPlan.load(plan.id),
    loaders.itemsOfPlan.load(plan.id),
    loaders.seatsOfVisit.load(visit.id),
    loaders.startsOfVisit.load(visit.id),
    loaders.batchesOfPlan.load(plan.id),
  ]);
  const nameOf = (code: string): string => departments.register.find((one) => one.code === code)?.name.zh ?? code;
  const order = departments.register.map(({ code }) => code).filter((code) => visit.departments.includes(code));
  const legIdsOf = (code: string): ReadonlySet<string> =>
    new Set(legs.filter((leg) => leg.department === code && visit.legIds.includes(leg.id)).map(({ id }) => id));
  const batch = batches.find(({ number }) => number === visit.batch);
  return {
    subject: subjectOf(visit),
    plan: { title: plan.title, year: plan.year, initiator: nameOf(plan.initiator) },
    window: {
      first: inChinese(visit.windowFirst),
      last: inChinese(visit.windowLast),
      lastDay: inChinese(lastDayOfVisit(visit)),
    },
    batch:
      batch === undefined
        ? null
        : { number: batch.number, first: inChinese(batch.windowFirst), last: inChinese(batch.windowLast) },
    scheduled: visit.scheduledAt === null ? null : chinaTime(visit.scheduledAt),
    numbers: starts.flatMap(({ notice }) => notice ?? []),
    departments: order.map((code) => {
      const own = legIdsOf(code);
      return {
        name: nameOf(code),
        items: items.filter(({ legId }) => own.has(legId)).map(itemOf),
        seats: seats.filter(({ department }) => department === code).map(seatOf),
      };
    }),
    reference: {
      visit: visit.id,
      draw: draw.id,
      drawnOn: draw.drawnAt === null ? '' : inChinese(calendarDate(draw.drawnAt)),
      seed: draw.seed ?? '',
      rosterRoot: draw.rosterRoot ?? '',
      recordHash: draw.recordHash ?? '',
    },
  };
}

function subjectOf({ subjectName, subjectId, district }: Visit): NoticeParts['subject'] {
  const codeKind = creditCodeProblem(subjectId) === null ? '统一社会信用代码' : '编号';
  return { name: subjectName ?? subjectId, codeKind, code: subjectId, district };
}

function itemOf({ title, itemClass, content, methods, basis }: PlannedItem): NoticeItem {
  return {
    title,
    itemClass: CLASSES[itemClass] ?? itemClass,
    content: content ?? '',
    methods: methods.map((method) => METHODS[method] ?? method),
    basis,
    documents: documentsOf(content ?? ''),
  };
}

function seatOf({ inspectorId, name, certificateNumber, specialties, post }: CrewSeat): NoticeSeat {
  const held = inspectorId !== null;
  return {
    held,
    name: name ?? inspectorId ?? '',
    certificate: certificateNumber ?? '',
    specialties,
    post: POSTS[post ?? ''] ?? '',
  };
}

const HOUR = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', timeStyle: 'short' });

/** Day and hour in China: 2026年5月28日09:30. */
function chinaTime(at: Date): string {
  return inChinese(calendarDate(at)) + HOUR.format(at);
}

/** A day, YYYY-MM-DD, as official documents write it (GB/T 9704): 2026年5月8日. */
function inChinese(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}
