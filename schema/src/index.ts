/** The contract, and everything that turns subgraphs into one graph. */
export {
  type BreakingSchemaChange,
  type NamedSdl,
  subgraphBreakingChanges,
  supergraphBreakingChanges,
} from './breakingChanges.js';
export { ACCESS_ROLES } from './check/accessDeclared.js';
export { checkSubgraph } from './check/checkSubgraph.js';
export { type Composition, compose } from './compose.js';
export {
  type BreakingReport,
  type ComposeProjectOptions,
  type ComposeProjectReport,
  composeProject,
  JOINT_SUBGRAPH_URL,
} from './composeProject.js';
export { contractSdl, fieldOf, JOINT_SUBGRAPH } from './contract.js';
export { creditCode, creditCodeProblem, creditCodeWarning } from './creditCode.js';
export { departmentSdl } from './departmentSdl.js';
export { type ErrorText, errorCatalogue, SchemaError, type SchemaErrorCode } from './errors.js';
export { type Finding, formatFinding, type Place, type SubgraphSource } from './finding.js';
export { type DepartmentEntry, readRegister, subgraphUrl, subgraphUrlVariable } from './register.js';
export { scalarResolvers } from './scalars/scalarResolvers.js';
export { jointSdl, stubTypenameOf } from './stubs.js';
export { readSupergraph, schemaDirectory, supergraphFile } from './supergraph.js';
