import { documentText } from '@onevisit/schema';
import * as z from 'zod';
import { askGateway, type GatewayAccess } from '../record/askGateway.js';
import { RESULT_NAMES } from './names.js';
import { type PublicityRecord, publicityRecordSchema } from './PublicityRecord.js';

/** Which records, and after which place. */
export interface FeedChoice {
  /** A cursor of the feed; null from its beginning. */
  readonly after: string | null;
  readonly department?: string;
  readonly state?: string;
}

/** Records of a page: what is in memory at once. */
const PAGE = 500;

const PENALTY = z.object({
  violation: z.string(),
  kinds: z.array(z.string()),
  content: z.string(),
  basis: z.string(),
});

const FROM_GRAPH = publicityRecordSchema
  .omit({ cursor: true, recordId: true, operation: true, authorityCode: true, authorityName: true, resultNames: true })
  .omit({ violation: true, penaltyKinds: true, penaltyContent: true, penaltyBasis: true })
  .extend({ id: z.string(), departmentCode: z.string(), departmentName: z.string(), penalty: PENALTY.nullable() });

const pageSchema = z.object({
  disclosureRecords: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean() }),
    edges: z.array(z.object({ cursor: z.string(), node: FROM_GRAPH })),
  }),
});

/**
 * The feed through a gateway, a page at a time, each fetched when it is asked for.
 * @throws as askGateway
 */
export async function* feedRecords(
  gateway: GatewayAccess,
  { after: from, ...filter }: FeedChoice,
): AsyncGenerator<readonly PublicityRecord[]> {
  for (let after = from, more = true; more; ) {
    const { disclosureRecords } = await askGateway(gateway, {
      query: documentText('DisclosureRecords'),
      variables: { filter, first: PAGE, after },
      data: pageSchema,
    });
    const records = disclosureRecords.edges.map(({ cursor, node }) => recordOf(cursor, node));
    yield records;
    after = records.at(-1)?.cursor ?? after;
    more = disclosureRecords.pageInfo.hasNextPage && records.length > 0;
  }
}

function recordOf(
  cursor: string,
  { id: recordId, departmentCode, departmentName, penalty, ...node }: z.infer<typeof FROM_GRAPH>,
): PublicityRecord {
  return {
    ...node,
    cursor,
    recordId,
    operation: operationOf(node),
    authorityCode: departmentCode,
    authorityName: departmentName,
    violation: penalty?.violation ?? null,
    penaltyKinds: penalty?.kinds ?? [],
    penaltyContent: penalty?.content ?? null,
    penaltyBasis: penalty?.basis ?? null,
    resultNames: node.results.map((code) => RESULT_NAMES[code] ?? code),
  };
}

function operationOf({
  version,
  withdrawnOn,
}: Pick<PublicityRecord, 'version' | 'withdrawnOn'>): PublicityRecord['operation'] {
  if (withdrawnOn !== null) return 'WITHDRAWAL';
  return version === 1 ? 'NEW' : 'CORRECTION';
}
