import { type KeyFinder, processOfKey } from '@onevisit/kit';
import { compactVerify } from 'jose';
import * as z from 'zod';
import { jointError } from '../errors.js';

/** What a department signs when it reveals: see NonceReveal in the contract. */
const receiptContent = z.object({
  drawId: z.string(),
  department: z.string(),
  commitment: z.string(),
  nonce: z.string(),
  rosterRoot: z.string(),
  termsHash: z.string(),
  commitmentsHash: z.string(),
  revealedAt: z.iso.datetime(),
});

/** What a receipt must say; its time is the department's. */
export type Receipted = Omit<z.infer<typeof receiptContent>, 'revealedAt'>;

/**
 * Checks a department's receipt: signed by its own key, and over exactly this reveal. A receipt for another draw,
 * nonce or roster would prove nothing to whoever audits this one.
 * @param receipt compact JWS
 * @throws OV_JOINT_RECEIPT
 */
export async function checkReceipt(receipt: string, keys: KeyFinder, expected: Receipted): Promise<void> {
  const { department } = expected;
  const wrong = (problem: string): Error => jointError('OV_JOINT_RECEIPT', { department, problem });
  const { payload, protectedHeader } = await compactVerify(receipt, keys, { algorithms: ['EdDSA'] }).catch(() => {
    throw wrong('签名不可信 the signature is not of a trusted key');
  });
  if (processOfKey(protectedHeader.kid ?? '') !== department) {
    throw wrong(`由 ${protectedHeader.kid} 签署 it is signed by ${protectedHeader.kid}`);
  }
  const content = receiptContent.safeParse(parseJson(payload));
  if (!content.success) throw wrong('缺少应有内容 it does not say what a receipt says');
  for (const field of Object.keys(expected) as (keyof Receipted)[]) {
    if (content.data[field] !== expected[field]) throw wrong(`${field} 不符 ${field} is of something else`);
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
