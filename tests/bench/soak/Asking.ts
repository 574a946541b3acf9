import { Agent, request } from 'undici';
import { DEPARTMENTS, heldValue, type SmallDepartment } from './departments.js';

const QUERY = 'query Subjects($ids: [ID!]!) { asker subjects(ids: $ids) { id name hazard permit } }';

/** How an answer is: whole, without what some departments have, or wrong. */
export type Verdict =
  | { readonly kind: 'whole' }
  | { readonly kind: 'partial'; readonly missing: readonly string[] }
  | { readonly kind: 'wrong'; readonly why: string };

/** What is asked, and by whom. */
export interface Question {
  readonly ids: readonly string[];
  readonly asker: string;
  readonly token: string;
}

interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown; readonly serviceName?: unknown };
}

/** A GraphQL answer, as far as it is looked at. */
export interface Answer {
  readonly data?: {
    readonly asker: string | null;
    readonly subjects: readonly (Readonly<Record<string, string | null>> | null)[] | null;
  } | null;
  readonly errors?: readonly GraphqlError[];
}

/** A client of the small federation, whose connections are kept alive, and who knows what is right. */
export class Asking {
  readonly #url: string;
  readonly #agent: Agent;

  /** @param url of the gateway, without a path */
  constructor(url: string, connections: number) {
    this.#url = `${url}/graphql`;
    this.#agent = new Agent({ connections });
  }

  /** @throws Error where no answer comes, or one that is not 200 */
  async ask({ ids, token }: Question): Promise<Answer> {
    const { statusCode, body } = await request(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY, variables: { ids } }),
      dispatcher: this.#agent,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }
}

/** Judges an answer: every value is right, or null and an error with a code names the department that it would be from. */
export function judge({ ids, asker }: Pick<Question, 'ids' | 'asker'>, { data, errors = [] }: Answer): Verdict {
  const uncoded = errors.find(({ extensions }) => typeof extensions?.code !== 'string' || !namesDepartment(extensions));
  if (uncoded !== undefined) return wrong('an error without a code or a department', uncoded);
  const missing = new Set(errors.map(({ extensions }) => String(extensions?.serviceName)));
  const [first = DEPARTMENTS[0], ...others] = DEPARTMENTS;
  if (first === undefined || !data) return wrong('no data', data);
  if (data.asker !== asker && !(data.asker === null && missing.has(first.code))) return wrong('asker', data.asker);
  if (data.subjects === null) return missing.has(first.code) ? partial(missing) : wrong('subjects', null);
  if (data.subjects.length !== ids.length) return wrong('as many subjects as were asked for', data.subjects.length);
  for (const [index, id] of ids.entries()) {
    const subject = data.subjects[index];
    if (subject?.id !== id) return wrong(`subject ${id}`, subject);
    for (const department of [first, ...others]) {
      if (!isRight(subject[department.field], department, id, missing)) return wrong(`subject ${id}`, subject);
    }
  }
  return missing.size === 0 ? { kind: 'whole' } : partial(missing);
}

function isRight(value: unknown, department: SmallDepartment, id: string, missing: ReadonlySet<string>): boolean {
  return value === heldValue(department, id) || (value === null && missing.has(department.code));
}

function namesDepartment({ serviceName }: NonNullable<GraphqlError['extensions']>): boolean {
  return DEPARTMENTS.some(({ code }) => code === serviceName);
}

function partial(missing: ReadonlySet<string>): Verdict {
  return { kind: 'partial', missing: [...missing] };
}

function wrong(what: string, found: unknown): Verdict {
  return { kind: 'wrong', why: `${what}: ${JSON.stringify(found)}` };
}
