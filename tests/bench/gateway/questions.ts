/** What clients of the benchmark ask: something that takes all three subgraphs. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What it asks of each subgraph, as somebody would write it who calls them without a gateway. */
export const FIELDS = {
  visit: 'id number phase window { first last }',
  planned: 'id title',
  subject: 'name kind address creditClass',
  profile: 'fireRescue { riskLevel isKeyUnit }',
  item: 'code title basis methods',
} as const;

const VISIT = `{ ${FIELDS.visit} subject { uscc ${FIELDS.subject} ${FIELDS.profile} } items { ${FIELDS.planned} item { id ${FIELDS.item} } } }`;

/** So many visits make an answer of some 80 KB. */
export const VISITS_OF_80_KB = 75;

/** One visit, whole. */
export function smallQuestion(plan: string): Question {
  return { query: `query Visit($plan: ID!) { visit(plan: $plan, number: 7) ${VISIT} }`, variables: { plan } };
}

/** A plan's visits, each whole. */
export function largeQuestion(plan: string): Question {
  return {
    query: `query Visits($plan: ID!, $first: Int!) { visits(plan: $plan, first: $first) ${VISIT} }`,
    variables: { plan, first: VISITS_OF_80_KB },
  };
}
