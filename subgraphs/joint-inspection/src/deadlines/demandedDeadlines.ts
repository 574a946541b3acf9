import { calendarDate } from '@onevisit/kit';
import { type Anchor, anchorOf, type CitedRule, type FullCitation, isProblem, type VisitEvent } from '@onevisit/rules';
import type { PlanRules } from '../rules/PlanRules.js';
import { reportingTogether } from '../visits/oneVisit.js';

/** What has happened to a visit, as far as deadlines depend on it. Days are YYYY-MM-DD. */
export interface VisitFacts {
  /** Of its legs, but those whose parts are not carried out. */
  readonly departments: readonly string[];
  /** Ids of planned items by department. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  /** What was found of items, as it was first recorded: a correction makes no deadline longer. */
  readonly results: readonly { readonly plannedItemId: string; readonly results: readonly string[] }[];
  readonly events: readonly {
    readonly department: string;
    readonly kind: string;
    readonly reference: string;
    readonly on: string;
  }[];
  readonly reports: readonly {
    readonly covers: readonly string[];
    readonly filedAt: Date;
  }[];
  readonly disclosures: readonly {
    readonly department: string;
    readonly kind: string;
    readonly decision: string;
    readonly on: string;
    readonly publishedOn: string | null;
    readonly notPublic: string | null;
  }[];
  readonly comments: readonly {
    readonly seq: number;
    readonly department: string;
    readonly kind: string;
    readonly at: Date;
    readonly answer: { readonly at: Date } | null;
  }[];
}

/** GraphQL's DeadlineKind. */
export type DeadlineKind = 'REPORT' | 'DISCLOSURE' | 'PENALTY_DISCLOSURE' | 'COMMENT' | 'OBJECTION' | 'ANSWER';

/** A deadline that a rule demands, its anchor reached. */
export interface DemandedDeadline {
  readonly department: string;
  readonly kind: DeadlineKind;
  /** Of PENALTY_DISCLOSURE the decision, of ANSWER the objection; else empty. */
  readonly reference: string;
  readonly cite: readonly FullCitation[];
  readonly within: number;
  readonly anchor: Anchor;
  readonly anchorOn: string;
  readonly promptly: boolean;
  readonly closedOn: string | null;
}

/**
 * The deadlines that the rules of a plan demand of a visit, by what has happened to it so far.
 * @throws OV_RULES_VALUE_UNSET where one has begun for which the document lost the number of days
 */
export function demandedDeadlines(rules: PlanRules, facts: VisitFacts): readonly DemandedDeadline[] {
  return departmentsOf(facts).flatMap((department) => [
    ...reportDeadline(rules, facts, department),
    ...disclosureDeadlines(rules, facts, department),
    ...subjectDeadline(rules, facts, department, 'comment'),
    ...subjectDeadline(rules, facts, department, 'objection'),
    ...answerDeadlines(rules, facts, department),
  ]);
}

/** Whose deadlines there are: those that take part, and whoever decided on a penalty, to whom a finding was transferred. */
function departmentsOf({ departments, events }: VisitFacts): readonly string[] {
  const deciding = events.filter(({ kind }) => kind === 'PENALTY_DECIDED').map(({ department }) => department);
  return [...new Set([...departments, ...deciding])];
}

/** Luohe art. 18: within five working days; of a comprehensive inspection, from the last single item of all who report together. */
function reportDeadline(rules: PlanRules, facts: VisitFacts, department: string): readonly DemandedDeadline[] {
  const rule = rules.of(department).rule('report');
  if (rule === null || rule.due === null) return [];
  const { within, from, comprehensiveFrom } = rule.due;
  const together = reportingTogether(rules, facts.departments, department);
  const anchor = together.length > 1 ? (comprehensiveFrom ?? from) : from;
  const anchorOn = reachedOn(facts, anchor, department, together);
  if (anchorOn === null) return [];
  const report = facts.reports.find(({ covers }) => covers.includes(department));
  // A report is there once it is filed, whatever day it says.
  const closedOn = report === undefined ? null : calendarDate(report.filedAt);
  return [
    { department, kind: 'REPORT', reference: '', cite: rule.cite, within, anchor, anchorOn, promptly: false, closedOn },
  ];
}

function disclosureDeadlines(rules: PlanRules, facts: VisitFacts, department: string): readonly DemandedDeadline[] {
  const own = rules.of(department);
  const rule = own.rule('disclosure');
  if (rule === null) return [];
  const { penalty, promptly, cite } = rule;
  const demanded: DemandedDeadline[] = [];
  // What is published after all was not before; what is withdrawn was in its time.
  const closedBy = (kind: string, decision: string): string | null => {
    const row = facts.disclosures.find(
      (each) => each.department === department && each.kind === kind && each.decision === decision,
    );
    return row?.publishedOn ?? row?.on ?? null;
  };
  const { time, field, cite: citedFor } = timeOfResults(rule, facts, department);
  const together = reportingTogether(rules, facts.departments, department);
  const anchorOn = time === undefined ? null : reachedOn(facts, time.from, department, together);
  if (time !== undefined && anchorOn !== null) {
    const within = own.settled('disclosure', field, time.within);
    const closedOn = closedBy('RESULTS', '');
    const counted = { within, anchor: time.from, anchorOn, promptly, closedOn };
    demanded.push({ department, kind: 'DISCLOSURE', reference: '', cite: citedFor, ...counted });
  }
  if (penalty === undefined) return demanded;
  for (const { reference, on } of eventsOf(facts, department, 'PENALTY_DECIDED')) {
    const closedOn = closedBy('PENALTY', reference);
    const counted = { within: penalty.within, anchor: penalty.from, anchorOn: on, promptly, closedOn };
    demanded.push({ department, kind: 'PENALTY_DISCLOSURE', reference, cite, ...counted });
  }
  return demanded;
}

/** Karamay 三(六): its days are those of normal results; of those with problems the document that gives them days is cited. */
function timeOfResults(rule: CitedRule<'disclosure'>, facts: VisitFacts, department: string) {
  const { results, withProblems, cite } = rule;
  const own = facts.items.get(department) ?? [];
  const found = facts.results.some((row) => own.includes(row.plannedItemId) && isProblem(row.results));
  if (results.appliesTo !== 'NORMAL' || !found) return { time: results, field: 'results.within', cite };
  const citedFor = cite.filter(({ document }) => document === withProblems?.citedFrom);
  return { time: withProblems, field: 'withProblems.within', cite: citedFor };
}

/** Luohe art. 21: the subject comments within ten working days of the written result; or objects, where a rule says until when. */
function subjectDeadline(
  rules: PlanRules,
  facts: VisitFacts,
  department: string,
  ruleKind: 'comment' | 'objection',
): readonly DemandedDeadline[] {
  const rule = rules.of(department).rule(ruleKind);
  if (rule === null) return [];
  const kind = ruleKind === 'comment' ? 'COMMENT' : 'OBJECTION';
  const { within, from: anchor, cite } = rule;
  const anchorOn =
    anchor === 'RESULTS_DISCLOSED'
      ? disclosedOn(facts, department)
      : reachedOn(facts, anchor, department, [department]);
  if (anchorOn === null) return [];
  const days = facts.comments.filter((row) => row.department === department && row.kind === kind);
  const closedOn = days.map(({ at }) => calendarDate(at)).sort()[0] ?? null;
  return [{ department, kind, reference: '', cite, within, anchor, anchorOn, promptly: false, closedOn }];
}

/** Working days to answer an objection where no rule sets any: as many as a result has to be published (Xinyang 二(六)). A default, no law. */
export const ANSWER_WITHIN = 20;

/** Every objection is answered, within days of its own. */
function answerDeadlines(rules: PlanRules, facts: VisitFacts, department: string): readonly DemandedDeadline[] {
  const rule = rules.of(department).rule('objection');
  const within = rule?.answerWithin ?? ANSWER_WITHIN;
  const counted = { within, anchor: 'OBJECTION_RAISED', promptly: false, cite: rule?.cite ?? [] } as const;
  return eventsOf(facts, department, 'OBJECTION_RAISED').map(({ reference, on: anchorOn }) => {
    const answer = facts.comments.find(({ seq }) => String(seq) === reference)?.answer ?? null;
    const closedOn = answer === null ? null : calendarDate(answer.at);
    return { department, kind: 'ANSWER', reference, anchorOn, closedOn, ...counted };
  });
}

/** The day on which a department published its results; null where it has not, or states why not. */
function disclosedOn({ disclosures }: VisitFacts, department: string): string | null {
  const own = disclosures.find((row) => row.department === department && row.kind === 'RESULTS');
  return own === undefined || own.notPublic !== null ? null : own.on;
}

function eventsOf({ events }: VisitFacts, department: string, kind: string): VisitFacts['events'] {
  return events.filter((event) => event.department === department && event.kind === kind);
}

/** The day of an anchor of a department's; the last item is the last of all who report together. */
function reachedOn(facts: VisitFacts, anchor: Anchor, department: string, together: readonly string[]): string | null {
  const items = together.flatMap((code) => facts.items.get(code) ?? []);
  // Whoever came to it by a transfer has no part of the visit itself.
  if (items.length === 0) return null;
  const events = facts.events.flatMap((event): readonly VisitEvent[] => {
    const { kind, reference: item, on } = event;
    if (kind === 'ITEM_DONE') return together.includes(event.department) ? [{ kind, item, on }] : [];
    return event.department === department ? [{ kind: kind as Exclude<Anchor, 'LAST_ITEM_DONE'>, on }] : [];
  });
  const day = anchorOf(anchor, { items, events });
  return day.reached ? day.on : null;
}
