/** The gateway, and the hub that starts everything on one machine. */
export type { ClientClaims } from './clientClaims.js';
export {
  CreditCodeIssuer,
  type DemoSummary,
  demoCity,
  demoJointDraw,
  demoTasks,
  runDemo,
  SeededRandom,
  type Weighted,
} from './demo/index.js';
export { signClientToken } from './hub/clientToken.js';
export type { Hub, HubOptions } from './hub/Hub.js';
export { type Death, HubProcess } from './hub/HubProcess.js';
export { ensureKeys, type KeyFiles, keyFilesIn } from './hub/keys.js';
export { freePorts } from './hub/ports.js';
export { type RunningPostgres, startPostgres } from './hub/postgres/startPostgres.js';
export { DEFAULT_DATA_DIR, DEFAULT_PORT, startHub } from './hub/startHub.js';
export { GATEWAY_NODE_OPTIONS } from './server/nodeOptions.js';
export { type RunningGateway, startGateway } from './server/startGateway.js';
export { DEVELOPMENT_ISSUER } from './tokenNames.js';
