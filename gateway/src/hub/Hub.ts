import type { ClientClaims } from '../clientClaims.js';
import type { Death } from './HubProcess.js';

/** How to start a hub. */
export interface HubOptions {
  /** Where keys, logs and the database are kept; made if missing. By default `.onevisit` in the working directory. */
  readonly dataDir?: string;
  /** Port of the gateway; subgraphs take those from 100 above it on. Or any free ports. By default 4000. */
  readonly port?: number | 'free';
  /** A PostgreSQL server to use instead of the one that comes along; the user may create databases. */
  readonly databaseUrl?: string;
  /** Codes of the departments to start; by default all in the register whose package is installed. */
  readonly departments?: readonly string[];
  /** Told when a process is ready: how many are, of how many. */
  readonly onProgress?: (ready: number, total: number, name: string) => void;
  /** Told when a process ends by itself; the others go on. */
  readonly onDeath?: (death: Death) => void;
  /** Aborting it breaks off the start, and stops what was started. */
  readonly signal?: AbortSignal;
  /** By default that of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Everything that runs on one machine. */
export interface Hub {
  readonly dataDir: string;
  /** Where the gateway answers, without a path. */
  readonly gatewayUrl: string;
  /** Where each subgraph answers, by code; those that run elsewhere too. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Codes of the departments that this hub started. */
  readonly departments: readonly string[];
  /** Codes of departments in the register that this hub did not start, since no package of theirs is installed here. */
  readonly elsewhere: readonly string[];
  /** A token of the development issuer, for `Authorization: Bearer`. */
  token(claims: ClientClaims, expires?: string): Promise<string>;
  /** Process id of a subgraph that this hub started, while it lives. */
  processId(code: string): number | undefined;
  /** Stops one subgraph; the rest goes on. */
  stopSubgraph(code: string): Promise<void>;
  /** Starts one that was stopped or that died. */
  startSubgraph(code: string): Promise<void>;
  /** Stops everything: the gateway, the subgraphs, PostgreSQL. Nothing is left running. */
  stop(): Promise<void>;
}
