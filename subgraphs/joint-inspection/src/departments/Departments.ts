import type { AssertionSigner } from '@onevisit/kit';
import { type DepartmentEntry, stubTypenameOf, subgraphUrl } from '@onevisit/schema';
import { jointError } from '../errors.js';
import { ANSWER_WITHIN_MS, DepartmentClient } from './DepartmentClient.js';

/** The departments of the register, and a client for each. */
export class Departments {
  readonly register: readonly DepartmentEntry[];
  readonly #clients: ReadonlyMap<string, DepartmentClient>;

  /**
   * @param env may override a department's URL: SUBGRAPH_URL_<CODE>
   * @param withinMs a department that has not answered within this time cannot be reached, in milliseconds
   */
  constructor(
    register: readonly DepartmentEntry[],
    signer: AssertionSigner,
    env: NodeJS.ProcessEnv,
    withinMs: number = ANSWER_WITHIN_MS,
  ) {
    this.register = register;
    this.#clients = new Map(
      register.map((entry) => [entry.code, new DepartmentClient(entry, subgraphUrl(entry, env), signer, withinMs)]),
    );
  }

  /** Codes of all departments, in the order of the register. */
  get codes(): readonly string[] {
    return this.register.map(({ code }) => code);
  }

  /**
   * The client of a department.
   * @throws OV_JOINT_UNKNOWN_DEPARTMENT
   */
  client(code: string): DepartmentClient {
    const client = this.#clients.get(code);
    if (client === undefined) throw jointError('OV_JOINT_UNKNOWN_DEPARTMENT', { id: code });
    return client;
  }

  /** The type of the stub that an id points to; null where it is no department's. */
  typenameOf(id: string): string | null {
    return stubTypenameOf(this.register, id);
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }
}
