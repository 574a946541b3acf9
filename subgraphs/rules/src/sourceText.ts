import { reasonOf } from '@onevisit/kit/errors';
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { ruleError } from './errors.js';

/** What a file of rules holds, and where in it each part stands. */
export interface SourceText {
  /** Plain data, as JSON would hold it. */
  readonly value: unknown;
  /** `file:line:column` of a member, or of the nearest thing around it that the file holds. */
  placeOf(path: readonly PropertyKey[]): string;
}

/**
 * Reads YAML 1.2, and with it JSON. Dates stay text.
 * @param name how errors call the text: a file's name
 * @throws OV_RULES_UNREADABLE with line and column: no YAML, a key twice, aliases without end
 */
export function readSourceText(text: string, name: string): SourceText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', schema: 'core', prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw ruleError('OV_RULES_UNREADABLE', { place: at(error.pos[0]), reason: error.message });
  return {
    value: dataOf(document, name),
    placeOf: (path) => at(offsetOf(document.contents, path)),
  };
}

function dataOf(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw ruleError('OV_RULES_UNREADABLE', { place: name, reason: reasonOf(cause) });
  }
}

/** Where the last part of a path begins that there is; a key rather than its value, as that is what a person looks for. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else {
      node =
        node !== null && typeof node === 'object' && 'items' in node ? (node.items as unknown[])[Number(part)] : null;
      if (!isNode(node)) return offset;
      offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}
