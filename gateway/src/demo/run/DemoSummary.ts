/** What a department holds, as it says itself. */
export interface DepartmentSummary {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly items: number;
  readonly pool: number;
  readonly inspectors: number;
}

/** A leg and what it drew. */
export interface LegSummary {
  readonly id: string;
  readonly department: string;
  readonly title: string;
  readonly window: { readonly first: string; readonly last: string };
  readonly population: number;
  readonly selected: number;
}

/** Tasks that had better be one joint plan, and the visits to expect. */
export interface ProposalSummary {
  readonly id: string;
  readonly title: string;
  readonly taskIds: readonly string[];
  readonly window: { readonly first: string; readonly last: string };
  /** Names of those that take part. */
  readonly departments: readonly string[];
  readonly separateVisits: number;
  readonly jointVisits: number;
  readonly savedVisits: number;
}

/** What came of the demo's joint draw. */
export interface DemoSummary {
  /** What matchmaking makes of the departments' tasks, before anything is convened by hand. */
  readonly proposals: readonly ProposalSummary[];
  readonly planId: string;
  readonly planTitle: string;
  /** The phases that the plan went through, and by which document. */
  readonly history: readonly { readonly phase: string; readonly on: string; readonly reference: string | null }[];
  readonly drawId: string;
  readonly departments: readonly DepartmentSummary[];
  readonly legs: readonly LegSummary[];
  readonly selections: number;
  readonly visits: number;
  readonly saved: number;
  /** Saved visits by selections, in per cent. */
  readonly savedPercent: number;
  /** Fewest visits in expectation that any scheme with the same inclusion probabilities makes. */
  readonly fewestExpected: number;
  readonly seats: { readonly filled: number; readonly empty: number };
  readonly rosterRoot: string;
  readonly seed: string;
  /** A visit of as many departments as any; null where there is none to a subject with a credit code. */
  readonly example: VisitExample | null;
}

/** One visit as one query shows it; what a department holds is live. */
export interface VisitExample {
  readonly id: string;
  readonly subject: { readonly uscc: string; readonly name: string };
  readonly window: { readonly first: string; readonly last: string };
  readonly items: readonly { readonly id: string; readonly title: string; readonly content: string }[];
  readonly crew: readonly {
    readonly department: { readonly zh: string; readonly en: string };
    /** Covered subjects of the department's pool, in per cent; null where it has none. */
    readonly subjectCoverage: string | null;
    /** Null for an empty seat. */
    readonly inspectors: readonly ({ readonly name: string; readonly certificateNumber: string } | null)[];
  }[];
}
