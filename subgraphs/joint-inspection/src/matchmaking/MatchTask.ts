import { compareBytewise, type Leg } from '@onevisit/draw';
import type { Days } from './Days.js';

/** A submitted task, as far as it says what goes together with what. */
export interface MatchTask {
  readonly id: string;
  readonly department: string;
  readonly title: string;
  readonly window: Days;
  readonly quota: Leg['quota'];
  /** Fewest inspectors of the department on a visit. */
  readonly crewSize: number;
  /** Whom its items concern, as the department writes it (各类宾馆、旅店). */
  readonly subjectKinds: readonly string[];
  /** Numbers of the rows of published joint lists that it fits. */
  readonly listRows: readonly number[];
}

/** Tasks in the order that all of matching uses: by department, those of larger crews first, then by id. */
export function inMatchOrder(tasks: readonly MatchTask[]): readonly MatchTask[] {
  return [...tasks].sort(
    (a, b) => compareBytewise(a.department, b.department) || b.crewSize - a.crewSize || compareBytewise(a.id, b.id),
  );
}
