/** Longer than any run: plans of persisted documents are made when somebody asks for them, which few tests do. */
const NEVER_MS = '86400000';

/** The environment of a test's hub: of its processes each runs as in production, not as Vitest does. */
export function hubEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: 'production', ONEVISIT_WARM_DELAY_MS: NEVER_MS };
}
