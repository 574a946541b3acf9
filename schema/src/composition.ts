/** Build-time work on the graph: composition, conformance, breaking changes. Kept apart, as running processes need none of it. */
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
export { type Finding, formatFinding, type Place, type SubgraphSource } from './finding.js';
