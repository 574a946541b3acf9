import { type Viewer, viewerSchema } from '@onevisit/kit/identity';
import * as z from 'zod';

/** Who a client's token may be for: not the public, who needs none, nor a service. */
export type ClientClaims = Exclude<Viewer, { readonly role: 'public' | 'service' }>;

/** Reads the claims of a client's token. */
export const clientClaims = viewerSchema.transform((viewer, context): ClientClaims => {
  if (viewer.role !== 'public' && viewer.role !== 'service') return viewer;
  context.addIssue({ code: 'custom', path: ['role'], message: 'not a role of clients' });
  return z.NEVER;
});
