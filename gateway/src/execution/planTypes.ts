import type { ApolloGateway, GatewayConfig } from '@apollo/gateway';

/** What Apollo Gateway is called with for each operation. */
export type Executor = ApolloGateway['executor'];
export type RequestContext = Parameters<Executor>[0];
export type ExecutionResult = Awaited<ReturnType<Executor>>;

/** What Apollo Gateway tells when it has planned an operation. */
export type PlannedOperation = Parameters<NonNullable<GatewayConfig['experimental_didResolveQueryPlan']>>[0];

export type PlanNode = Exclude<PlannedOperation['queryPlan']['node'], undefined | { kind: 'Subscription' }>;
export type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>;
export type RequiredSelection = NonNullable<FetchNode['requires']>[number];
