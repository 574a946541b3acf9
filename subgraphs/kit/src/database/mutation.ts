import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { kitError, reasonOf } from '../errors.js';
import { actorOf, type Viewer } from '../identity/viewer.js';
import { appendLedger, type LedgerStep, type SqlTransaction } from './ledger.js';

/** A database whose transactions a mutation can run in: a Prisma client. */
export interface TransactionalDatabase<Tx extends SqlTransaction> {
  $transaction<Result>(
    work: (tx: Tx) => Promise<Result>,
    options: { readonly maxWait: number; readonly timeout: number },
  ): Promise<Result>;
}

/** What a mutation answers, and the step it leaves on the ledger (null where nothing changed). */
export interface MutationOutcome<Response> {
  readonly response: Response;
  readonly step: Omit<LedgerStep, 'actor'> | null;
}

/** A mutation to run. */
export interface MutationRequest {
  readonly viewer: Viewer;
  /** Name and input; under one key only the same request may be repeated. */
  readonly name: string;
  readonly input: unknown;
  readonly idempotencyKey?: string | null | undefined;
  readonly now: Date;
}

const MOST_KEY_CHARACTERS = 200;
const KEY = new RegExp(`^\\P{Cc}{1,${MOST_KEY_CHARACTERS}}$`, 'u');

const TRANSACTION = { maxWait: 10_000, timeout: 120_000 } as const;

/**
 * Runs a mutation: one transaction, one ledger entry, and under an idempotency key one effect. A repeated key with the
 * same request is answered with the first answer; `Response` must therefore survive JSON.
 * @throws OV_KIT_BAD_KEY; OV_KIT_KEY_REUSED where the key stands for another request; whatever `work` throws, and then
 *   nothing is written
 */
export async function runMutation<Tx extends SqlTransaction, Response>(
  database: TransactionalDatabase<Tx>,
  request: MutationRequest,
  work: (tx: Tx) => Promise<MutationOutcome<Response>>,
): Promise<Response> {
  const actor = actorOf(request.viewer);
  const key = request.idempotencyKey ?? null;
  if (key !== null && !KEY.test(key)) throw kitError('OV_KIT_BAD_KEY', { most: MOST_KEY_CHARACTERS });
  return await database.$transaction(async (tx) => {
    if (key !== null) {
      const earlier = await claimKey<Response>(tx, { actor, key, requestHash: hashOf(request), now: request.now });
      if (earlier !== null) return earlier.response;
    }
    const { response, step } = await work(tx);
    if (key !== null) {
      await tx.$executeRawUnsafe(
        'UPDATE idempotency_key SET response = $3::jsonb WHERE actor = $1 AND key = $2',
        actor,
        key,
        JSON.stringify(response),
      );
    }
    if (step !== null) await appendLedger(tx, { actor, ...step }, request.now);
    return response;
  }, TRANSACTION);
}

/**
 * SHA-256 over a request's name and its input as canonical JSON; hex.
 * @throws OV_KIT_BAD_REQUEST for text that is not Unicode: half of a surrogate pair
 */
function hashOf({ name, input }: MutationRequest): string {
  try {
    const canonical = canonicalize(input ?? null) ?? 'null';
    return createHash('sha256').update(`${name}\u001f${canonical}`).digest('hex');
  } catch (cause) {
    throw kitError('OV_KIT_BAD_REQUEST', { problem: reasonOf(cause) });
  }
}

/**
 * Claims a key for this transaction. A concurrent holder of the same key is waited for; whatever it committed counts.
 * @returns the earlier answer, or null where the key was free
 */
async function claimKey<Response>(
  tx: SqlTransaction,
  claim: { readonly actor: string; readonly key: string; readonly requestHash: string; readonly now: Date },
): Promise<{ readonly response: Response } | null> {
  const claimed = await tx.$executeRawUnsafe(
    `INSERT INTO idempotency_key (actor, key, request_hash, response, created_at) VALUES ($1, $2, $3, 'null', $4)
     ON CONFLICT DO NOTHING`,
    claim.actor,
    claim.key,
    claim.requestHash,
    claim.now,
  );
  if (claimed === 1) return null;
  const rows = await tx.$queryRawUnsafe<{ request_hash: string; response: Response }[]>(
    'SELECT request_hash, response FROM idempotency_key WHERE actor = $1 AND key = $2',
    claim.actor,
    claim.key,
  );
  const [row] = rows;
  if (row === undefined || row.request_hash !== claim.requestHash) {
    throw kitError('OV_KIT_KEY_REUSED', { key: claim.key });
  }
  return { response: row.response };
}
