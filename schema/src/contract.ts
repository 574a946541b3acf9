import { readFileSync } from 'node:fs';
import { type DocumentNode, parse, Source } from 'graphql';

function readPackageFile(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

/** Name of the joint subgraph: its code, its folder, its name in the supergraph, the first part of its ids. */
export const JOINT_SUBGRAPH = 'joint-inspection';

/** The contract, as it stands in contract.graphql: what every department shares. */
export const contractSdl: string = readPackageFile('contract.graphql');

/** What a department's subgraph adds to the contract, with PREFIX and FIELD for its names. */
export const departmentTemplate: string = readPackageFile('department.template.graphql');

/** What the joint subgraph adds to each department's types, with PREFIX for its name. */
export const jointStubTemplate: string = readPackageFile('joint-stubs.template.graphql');

/** The contract, parsed. */
export const contractDocument: DocumentNode = parse(new Source(contractSdl, 'schema/contract.graphql'));

/** The field name that goes with a type prefix: `FireRescue` → `fireRescue`. */
export function fieldOf(prefix: string): string {
  return prefix.charAt(0).toLowerCase() + prefix.slice(1);
}

/** Writes a department's names into a template. */
export function expandTemplate(template: string, prefix: string): string {
  return template.replaceAll('PREFIX', prefix).replaceAll('FIELD', fieldOf(prefix));
}
