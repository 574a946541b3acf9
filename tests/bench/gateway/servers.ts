import { serveApollo } from './serveApollo.js';
import { serveByHand } from './serveByHand.js';
import { serveOneVisit } from './serveOneVisit.js';
import { serveSubgraph } from './serveSubgraph.js';

/** What a process of the benchmark serves, by name: takes settings, and gives the URL of its GraphQL. */
export const SERVERS = {
  subgraph: serveSubgraph,
  apollo: serveApollo,
  onevisit: serveOneVisit,
  byHand: serveByHand,
};

/** Names of servers and their settings. */
export type Servers = typeof SERVERS;
