import { type MutationRequest, runMutation, type TransactionalDatabase } from '@onevisit/kit';
import type { Prisma } from './database.js';

/** Leaves a transaction that only looked whether a key is answered. */
class NotAnswered extends Error {}

/**
 * What a mutation answered before under the same idempotency key; null where there is no key, or none was answered.
 * For mutations that ask departments before their transaction begins: a repeated one must not ask again, since a
 * department that is down would turn an answer that exists into an error.
 * @throws OV_KIT_KEY_REUSED where the key stands for another request
 */
export async function answeredBefore<Response>(
  database: TransactionalDatabase<Prisma.TransactionClient>,
  request: MutationRequest,
): Promise<{ readonly response: Response } | null> {
  if (request.idempotencyKey == null) return null;
  try {
    const response = await runMutation<Prisma.TransactionClient, Response>(database, request, () => {
      throw new NotAnswered();
    });
    return { response };
  } catch (cause) {
    if (cause instanceof NotAnswered) return null;
    throw cause;
  }
}
