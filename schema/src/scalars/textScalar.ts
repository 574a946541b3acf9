import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { schemaError } from '../errors.js';
import type { Problem } from '../problem.js';

/** What makes a scalar of text. */
export interface TextScalar {
  readonly name: string;
  readonly description: string;
  /** Address of the specification that defines the text. */
  readonly specifiedByURL?: string;
  /** What is wrong with a text; null if nothing is. */
  problemOf(text: string): Problem | null;
  /** Turns a value that is not text into the text meant, where the scalar allows that; undefined where it does not. */
  textOf?(value: unknown): string | undefined;
  /** Whether an integer literal in a query counts as its text. */
  readonly allowsIntLiteral?: boolean;
  /** The one way in which a valid text is written. */
  normalise?(text: string): string;
}

/**
 * Makes a scalar that is text on both sides and refuses what `problemOf` objects to, on the way in and on the way out: what
 * a subgraph serves must keep the contract too. All functions are pure, as compiled execution wants them.
 */
export function textScalar(spec: TextScalar): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => {
    const text = typeof value === 'string' ? value : spec.textOf?.(value);
    if (text === undefined) throw refuse(spec.name, notText(value));
    const problem = spec.problemOf(text);
    if (problem !== null) throw refuse(spec.name, problem);
    return spec.normalise?.(text) ?? text;
  };
  return new GraphQLScalarType<string, string>({
    name: spec.name,
    description: spec.description,
    ...(spec.specifiedByURL === undefined ? {} : { specifiedByURL: spec.specifiedByURL }),
    serialize: read,
    parseValue: read,
    parseLiteral: (node) => read(literalText(node, spec.allowsIntLiteral === true)),
  });
}

function literalText(node: ValueNode, allowsInt: boolean): unknown {
  if (node.kind === Kind.STRING || (allowsInt && node.kind === Kind.INT)) return node.value;
  return { literal: node.kind };
}

function notText(value: unknown): Problem {
  const shown = typeof value === 'number' ? String(value) : typeof value;
  return { zh: `应为带引号的文字,实为 ${shown}。`, en: `it must be text in quotes and is ${shown}.` };
}

function refuse(name: string, problem: Problem): Error {
  return schemaError('OV_SCHEMA_SCALAR', { name, ...problem });
}
