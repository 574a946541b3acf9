/** Who asks, and how one process tells another. Kept apart for processes that serve no subgraph. */
export {
  ASSERTION_HEADER,
  type AssertionSigner,
  type AssertionVerifier,
  createAssertionSigner,
  createAssertionVerifier,
  openSigningKey,
  readPrivateKey,
  readTrustedKeys,
  type SigningKey,
} from './assertion.js';
export { createFileKeys, type KeyFinder, processOfKey } from './fileKeys.js';
export { actorOf, publicViewer, type Role, roles, type Viewer, viewerSchema } from './viewer.js';
