/** The contract and what running processes need of it; see composition.ts for what turns subgraphs into one graph. */
export { contractSdl, fieldOf, JOINT_SUBGRAPH } from './contract.js';
export { creditCode, creditCodeProblem, creditCodeWarning } from './creditCode.js';
export { departmentSdl } from './departmentSdl.js';
export {
  type DocumentManifest,
  documentId,
  documentManifestFile,
  documentText,
  type PersistedDocument,
  readDocumentManifest,
} from './documentManifest.js';
export { type ErrorText, errorCatalogue, SchemaError, type SchemaErrorCode } from './errors.js';
export { publicVariant } from './public/publicVariant.js';
export { type DepartmentEntry, readRegister, subgraphUrl, subgraphUrlVariable } from './register.js';
export { scalarResolvers } from './scalars/scalarResolvers.js';
export { jointSdl, stubTypenameOf } from './stubs.js';
export { readSupergraph, schemaDirectory, supergraphFile } from './supergraph.js';
