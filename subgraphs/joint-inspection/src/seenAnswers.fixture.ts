/** What tests read of the joint subgraph's answers. A query selects part of it; the rest is not there. */
export interface Seen {
  readonly filed: { readonly id: string };
  readonly recognised: { readonly id: string };
  readonly loaded: { readonly department: object | null };
  readonly resultCodeSystems: readonly { readonly id: string; readonly codes: readonly object[] }[];
  readonly plan: {
    readonly id: string;
    readonly phase: string;
    readonly invitations: readonly { readonly department: { readonly id: string }; readonly state: string }[];
  };
  readonly jointPlan: SeenPlan;
  readonly jointPlans: SeenList<{ readonly id: string }>;
  readonly draw: SeenDraw;
  readonly visit: SeenVisit;
  readonly amendment: SeenAmendment;
  readonly marketSubject: { readonly visits: SeenList<SeenVisit> };
  readonly page: SeenList<{ readonly id: string }>;
  readonly ledger: SeenList<{ readonly action: string; readonly actor: string; readonly detail: string }>;
  readonly drawStatistics: object;
  readonly ledgerCheck: { readonly intact: boolean };
  readonly _entities: readonly {
    readonly coverage: object;
    readonly visits: SeenList<SeenVisit>;
    readonly page: SeenList<{ readonly id: string }>;
    readonly crew: readonly SeenTeam[];
    readonly crewAsDrawn: readonly SeenTeam[];
  }[];
}

export interface SeenList<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

export interface SeenPlan {
  readonly disclosure: string;
  readonly legs: readonly { readonly id: string }[];
  readonly draws: readonly { readonly id: string }[];
}

export interface SeenDraw {
  readonly id: string;
  readonly phase: string;
  readonly seed: string;
  readonly publicEntropy: string | null;
  readonly publicEntropyEntries: readonly { readonly by: string; readonly agrees: boolean }[];
  readonly record: SeenPiece | null;
  readonly subjectRecord: string | null;
  readonly recordHash: string;
  readonly selectionCount: number;
  readonly visitCount: number;
  readonly savedCount: number;
  readonly fewestExpected: number;
  readonly revealBy: string;
  readonly quotas: readonly object[];
  readonly standings: readonly object[] | null;
  readonly void: { readonly explanation: string };
  readonly replaces: object | null;
  readonly progress: {
    readonly state: string;
    readonly entries: number;
    readonly error: string;
    readonly waitingFor: readonly string[];
    readonly waitingForDraw: string | null;
  };
  readonly statement: {
    readonly frozenAt: string;
    readonly entries: readonly object[];
    readonly inspectors: readonly object[];
  };
  readonly nonces: readonly SeenNonce[];
  readonly amendments: SeenList<SeenAmendment>;
  readonly visits: SeenList<SeenVisit>;
  readonly page: SeenList<{ readonly id: string }>;
}

export interface SeenPiece {
  readonly text: string;
  readonly endCursor: string;
  readonly hasNextPage: boolean;
}

export interface SeenAmendment {
  readonly number: number;
  readonly explanation: string | null;
  readonly changes: readonly {
    readonly visit: { readonly id: string } | null;
    readonly before: { readonly id: string } | null;
    readonly after: { readonly id: string } | null;
  }[];
}

export interface SeenNonce {
  readonly department: { readonly id: string };
  readonly commitment: string;
  readonly nonce: string;
  readonly receipt: string;
}

export interface SeenVisit {
  readonly recognisedBy: readonly object[];
  readonly events: readonly object[];
  readonly subjectResult: object | null;
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly subjectName: string;
  readonly legs: readonly { readonly id: string }[];
  readonly items: readonly SeenItem[];
  readonly crew: readonly SeenTeam[];
  readonly crewAsDrawn: readonly SeenTeam[];
}

export interface SeenItem {
  readonly legId: string;
  readonly planned: { readonly id: string };
  readonly result: { readonly entered: readonly object[] } | null;
}

export interface SeenTeam {
  readonly department: { readonly id: string };
  readonly seats: readonly SeenSeat[];
}

export interface SeenSeat {
  readonly state: string;
  readonly name: string;
  readonly inspector: { readonly id: string };
}
