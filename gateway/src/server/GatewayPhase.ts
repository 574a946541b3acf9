/** What the gateway is doing; it is ready in one phase only, whichever departments are up. */
export type GatewayPhase = { readonly name: 'loading' } | { readonly name: 'serving' } | { readonly name: 'draining' };
