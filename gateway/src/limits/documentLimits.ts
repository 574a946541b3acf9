import type { OneVisitError } from '@onevisit/kit/errors';
import type { ASTVisitor, DocumentNode, ValidationContext } from 'graphql';
import { gatewayError } from '../errors.js';
import { type DocumentSize, measureDocument } from './measureDocument.js';

/** The largest documents that are looked at, whoever asks. */
export interface DocumentLimits extends DocumentSize {
  /** Words and signs, as GraphQL's grammar has them. */
  readonly tokens: number;
}

const MEASURES = ['depth', 'aliases', 'rootFields', 'selections', 'directives'] as const;

/** What graphql-js says when it stops reading a document (`maxTokens`); it gives no code. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more that (\d+) tokens/;

/** The error of ours for a document that was not read to its end; undefined for any other message. */
export function tooManyTokens(message: string): OneVisitError | undefined {
  const limit = TOO_MANY_TOKENS.exec(message)?.[1];
  if (limit === undefined) return undefined;
  const figures = { measure: 'tokens', limit: Number(limit) };
  return gatewayError('OV_GATEWAY_DOCUMENT_TOO_LARGE', { ...figures, figure: `> ${limit}` }, figures);
}

/**
 * A validation rule: a document that is larger than the limits is refused, with its figure and the limit. It is then
 * emptied for the rules after it, some of which take quadratic time: nothing else of it is looked at.
 *
 * A rule of our own, as those of graphql-armor throw at the first thing that they find, tell no figure, and count a
 * fragment anew at each spread, which is what an attacker wants.
 */
export function documentLimitsRule(limits: DocumentLimits): (context: ValidationContext) => ASTVisitor {
  return (context) => ({
    Document: {
      enter(document): DocumentNode | undefined {
        const size = measureDocument(document);
        const exceeded = MEASURES.filter((measure) => size[measure] > limits[measure]);
        for (const measure of exceeded) {
          const figures = { measure, figure: size[measure], limit: limits[measure] };
          context.reportError(gatewayError('OV_GATEWAY_DOCUMENT_TOO_LARGE', figures, figures));
        }
        return exceeded.length === 0 ? undefined : { ...document, definitions: [] };
      },
    },
  });
}
