import { documentText } from '@onevisit/schema';
import * as z from 'zod';
import { gatewayError } from '../errors.js';
import { askGateway, type GatewayAccess } from './askGateway.js';
import type { RecordKindName } from './recordKinds.js';

/** Which record: of a kind, or a subject's own. */
export type RecordChoice = { readonly kind: RecordKindName } | { readonly subject: string };

/** What is known of a draw before its record is fetched. */
export interface DrawOutline {
  /** Leaves of its roster, entries and inspectors; null before the freeze. */
  readonly leafCount: number | null;
  /** Null before the draw. */
  readonly visitCount: number | null;
  /** Of the auditor's record, in hex; null before the draw. */
  readonly recordHash: string | null;
}

const outlineSchema = z.object({
  draw: z
    .object({
      visitCount: z.number().nullable(),
      recordHash: z.string().nullable(),
      statement: z.object({ leafCount: z.number() }).nullable(),
    })
    .nullable(),
});
const pieceOfRecord = z.object({ text: z.string(), endCursor: z.string(), hasNextPage: z.boolean() });
const pieceSchema = z.object({ draw: z.object({ record: pieceOfRecord.nullable() }).nullable() });
const ownSchema = z.object({ draw: z.object({ subjectRecord: z.string().nullable() }).nullable() });

/** Asks for the outline of a draw. @throws OV_CLI_NO_DRAW, and as askGateway */
export async function drawOutline(gateway: GatewayAccess, id: string): Promise<DrawOutline> {
  const { draw } = await askGateway(gateway, {
    query: documentText('DrawOutline'),
    variables: { id },
    data: outlineSchema,
  });
  if (draw === null) throw gatewayError('OV_CLI_NO_DRAW', { id });
  const { visitCount, recordHash, statement } = draw;
  return { visitCount, recordHash, leafCount: statement?.leafCount ?? null };
}

/**
 * The text of a record in pieces, each fetched when it is asked for.
 * @throws OV_CLI_NO_RECORD where there is none yet, and as askGateway
 */
export async function* recordTexts(gateway: GatewayAccess, id: string, choice: RecordChoice): AsyncGenerator<string> {
  if ('subject' in choice) {
    const variables = { id, subject: choice.subject };
    const { draw } = await askGateway(gateway, { query: documentText('SubjectRecord'), variables, data: ownSchema });
    yield draw?.subjectRecord ?? missing(id);
    return;
  }
  for (let after: string | null = null; ; ) {
    const piece = await pieceAfter(gateway, id, choice.kind, after);
    yield piece.text;
    if (!piece.hasNextPage) return;
    after = piece.endCursor;
  }
}

async function pieceAfter(
  gateway: GatewayAccess,
  id: string,
  kind: RecordKindName,
  after: string | null,
): Promise<z.infer<typeof pieceOfRecord>> {
  const variables = { id, kind: kind.toUpperCase(), after };
  const { draw } = await askGateway(gateway, { query: documentText('DrawRecord'), variables, data: pieceSchema });
  return draw?.record ?? missing(id);
}

function missing(id: string): never {
  throw gatewayError('OV_CLI_NO_RECORD', { id });
}
