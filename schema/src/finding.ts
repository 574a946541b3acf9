import type { ASTNode } from 'graphql';
import { type ErrorValues, errorText, type SchemaErrorCode } from './errors.js';
import { lineOf } from './ownSdl.js';

/** A line of a subgraph's SDL. */
export interface Place {
  /** Name of the subgraph: a department's code, or joint-inspection. */
  readonly subgraph: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** What stands there, without the indent. */
  readonly excerpt: string;
}

/** Something wrong with a subgraph, or with several together, and what to do about it. */
export interface Finding {
  readonly code: SchemaErrorCode;
  /** Chinese, then English. */
  readonly message: string;
  /** Where; the first is the likeliest culprit. Empty if it stands nowhere in an SDL. */
  readonly places: readonly Place[];
}

/** A subgraph's SDL, where it stands, and where the subgraph answers. */
export interface SubgraphSource {
  /** A department's code, or joint-inspection. */
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  /** The file to name in messages, such as schema/subgraphs/fire-rescue.graphql. */
  readonly file: string;
}

/** Makes a finding; its message is the catalogue's text for `code`. */
export function finding(code: SchemaErrorCode, values: ErrorValues, places: readonly Place[] = []): Finding {
  return { code, message: errorText(code, values), places };
}

/** The place of a node, or of a line counted from 1, in a subgraph's SDL. */
export function placeIn(source: SubgraphSource, at: ASTNode | number): Place {
  const line = typeof at === 'number' ? at : lineOf(at);
  const excerpt = source.sdl.split('\n')[line - 1]?.trim() ?? '';
  return { subgraph: source.name, file: source.file, line, excerpt };
}

/** A finding as lines of text: `file:line: code: message`, then one line for every further place. */
export function formatFinding({ code, message, places }: Finding): string {
  const [first, ...others] = places.map(({ file, line, excerpt }) => ({ at: `${file}:${line}`, excerpt }));
  const head = first === undefined ? `${code}: ${message}` : `${first.at}: ${code}: ${message}\n    ${first.excerpt}`;
  return [head, ...others.map(({ at, excerpt }) => `  ${at}: ${excerpt}`)].join('\n');
}
