import { startGateway } from '@onevisit/gateway';

/** Serves a supergraph as `onevisit gateway --open` does. */
export async function serveOneVisit({ supergraphFile }: { readonly supergraphFile: string }): Promise<string> {
  const { url } = await startGateway({
    ...process.env,
    PORT: '0',
    ONEVISIT_SUPERGRAPH: supergraphFile,
    ONEVISIT_OPEN: 'true',
  });
  return `${url}/graphql`;
}
