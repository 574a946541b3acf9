/**
 * What any subgraph process is made of: a server (Mercurius over a federated schema), who asks and what they may see,
 * errors, paging, ids, migrations, the ledger, and mutations that are atomic, repeatable and recorded.
 */
export { applyAccess, forbidden, mayAccess, type ViewerContext } from './access.js';
export { calendarDate } from './calendar-date.js';
export { readConfig, type SubgraphConfig } from './config.js';
export {
  appendLedger,
  checkLedger,
  LEDGER_ORIGIN,
  type LedgerCheck,
  type LedgerRow,
  type LedgerStep,
  ledgerHash,
  type SqlTransaction,
} from './database/ledger.js';
export { migrate, type PrismaFolder, schemaDrift } from './database/migrate.js';
export {
  type MutationOutcome,
  type MutationRequest,
  runMutation,
  type TransactionalDatabase,
} from './database/mutation.js';
export { openPool, pingDatabase } from './database/pool.js';
export {
  defineErrors,
  type ErrorMaker,
  type ErrorTemplate,
  type ErrorValues,
  kitError,
  OneVisitError,
  reasonOf,
} from './errors.js';
export * from './identity/index.js';
export { type GlobalId, globalId, parseGlobalId } from './ids.js';
export { loaderById, loaderOfGroups } from './loaders.js';
export {
  type Connection,
  connection,
  decodeCursor,
  encodeCursor,
  MOST_PER_PAGE,
  type PageArguments,
  type PageRequest,
  readNumberedPage,
  readPage,
} from './paging.js';
export {
  type RequestContext,
  type Resolvers,
  type RunningSubgraph,
  type SubgraphOptions,
  startSubgraph,
} from './server.js';
