import { JOINT_SUBGRAPH } from '../contract.js';
import { type Finding, finding, placeIn, type SubgraphSource } from '../finding.js';
import { parseSubgraph } from '../parseSubgraph.js';
import type { DepartmentEntry } from '../register.js';
import { accessDeclared } from './accessDeclared.js';
import { contractUnchanged } from './contractUnchanged.js';
import { described } from './described.js';
import { nullableAcross } from './nullableAcross.js';
import { ownNames } from './ownNames.js';
import { type SubgraphView, typesOf } from './SubgraphView.js';
import { templateComplete } from './templateComplete.js';

type Rule = (view: SubgraphView) => Finding[];

const DEPARTMENT_RULES: readonly Rule[] = [
  contractUnchanged,
  templateComplete,
  ownNames,
  accessDeclared,
  nullableAcross,
  described,
];

/** The joint subgraph is made from the contract and bears no prefix; what is its own keeps the other rules. */
const JOINT_RULES: readonly Rule[] = [accessDeclared, nullableAcross, described];

/**
 * Checks a subgraph's SDL against the contract, in whatever language its server is written.
 * @param source its SDL, as `_service { sdl }` gives it; its name is a code of the register, or joint-inspection
 * @returns what is wrong, each with its line, rule by rule; empty if the subgraph conforms. Never throws
 */
export function checkSubgraph(source: SubgraphSource, register: readonly DepartmentEntry[]): Finding[] {
  const entry = register.find(({ code }) => code === source.name) ?? null;
  if (entry === null && source.name !== JOINT_SUBGRAPH) {
    return [finding('OV_SCHEMA_NOT_IN_REGISTER', { name: source.name }, [placeIn(source, 1)])];
  }
  const parsed = parseSubgraph(source);
  if (!parsed.ok) return [parsed.finding];
  const { document } = parsed;
  const view: SubgraphView = { source, entry, register, document, types: typesOf(document.definitions) };
  return (entry === null ? JOINT_RULES : DEPARTMENT_RULES).flatMap((rule) => rule(view));
}
