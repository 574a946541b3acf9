import type { ASTVisitor, ValidationContext } from 'graphql';
import { gatewayError } from '../errors.js';

/** `representations`, which query plans give what completes objects, and what joined calls have for it (partNames). */
const RESERVED = /^(?:representations|_representations\d+)$/;

/**
 * A validation rule: an operation has no variable of a name that calls of subgraphs need for themselves. Its value would be sent for
 * the objects to complete, or they for it.
 */
export function reservedVariablesRule(context: ValidationContext): ASTVisitor {
  return {
    VariableDefinition({ variable }) {
      const { value: name } = variable.name;
      if (!RESERVED.test(name)) return;
      context.reportError(gatewayError('OV_GATEWAY_RESERVED_VARIABLE', { variable: `$${name}` }, { name }));
    },
  };
}
