import { startGateway } from '@onevisit/gateway';

/** What identity rests on. */
export interface IdentityFiles {
  /** The gateway's private key. */
  readonly keyFile: string;
  /** Public keys of whoever issues tokens. */
  readonly clientJwks: string;
}

/** Settings of a gateway of ours. */
export interface OneVisitSettings {
  readonly supergraphFile: string;
  /** With it, as a city's; without, as `onevisit gateway --open`. */
  readonly identity?: IdentityFiles;
}

/** Serves a supergraph. Whoever asks is counted, and never too much. */
export async function serveOneVisit({ supergraphFile, identity }: OneVisitSettings): Promise<string> {
  const { url } = await startGateway({
    ...process.env,
    PORT: '0',
    ONEVISIT_SUPERGRAPH: supergraphFile,
    ...(identity === undefined
      ? { ONEVISIT_OPEN: 'true' }
      : {
          ONEVISIT_KEY_FILE: identity.keyFile,
          ONEVISIT_CLIENT_JWKS: identity.clientJwks,
          ONEVISIT_RATE_LIMIT: 'all=1000000000',
        }),
  });
  return `${url}/graphql`;
}
