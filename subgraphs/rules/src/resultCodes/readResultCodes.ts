import { ruleError } from '../errors.js';
import { type Path, printPlace, SourceText } from '../SourceText.js';
import { type MappedCode, type ResultCodeSystem, resultCodesSchema } from './ResultCodeSystem.js';
import { type CodesErrorCode, type CodesProblem, codesProblemAt, codesRefused } from './resultCodeErrors.js';

/**
 * Reads result codes from YAML or JSON (`schemas/result-codes.schema.json`), row by row: everything that is wrong is told at
 * once.
 * @param name how errors call the text: a file's name
 * @throws OV_RULES_UNREADABLE, or OV_RULES_CODES_REFUSED with every problem, its line and column
 */
export function readResultCodes(text: string, name = 'result-codes.yaml'): ResultCodeSystem {
  const source = new SourceText(name, text);
  const [unreadable] = source.problems;
  if (unreadable !== undefined) {
    throw ruleError('OV_RULES_UNREADABLE', { place: printPlace(unreadable.place), reason: unreadable.problem });
  }
  const placeOf = (path: Path): string => printPlace(source.placeOfName(path));
  const shape = resultCodesSchema.safeParse(source.content);
  if (!shape.success) throw codesRefused(shape.error.issues.flatMap((issue) => problemsOf(issue, placeOf)));
  const problems = meaningProblems(shape.data.codes, placeOf);
  if (problems.length > 0) throw codesRefused(problems);
  return shape.data;
}

type Issue = NonNullable<ReturnType<typeof resultCodesSchema.safeParse>['error']>['issues'][number];

function problemsOf(issue: Issue, placeOf: (path: Path) => string): readonly CodesProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => codesProblemAt(placeOf([...issue.path, key]), 'OV_RULES_CODES_KEY', { key }));
  }
  return [{ place: placeOf(issue.path), code: 'OV_RULES_CODES_SHAPE', problem: issue.message }];
}

/** Each code stands once, and means one thing. */
function meaningProblems(codes: readonly MappedCode[], placeOf: (path: Path) => string): readonly CodesProblem[] {
  const problems: CodesProblem[] = [];
  const report = (index: number, code: CodesErrorCode, values: Readonly<Record<string, string | number>>): void => {
    problems.push(codesProblemAt(placeOf(['codes', index, 'code']), code, values));
  };
  const places = new Map<string, number>();
  for (const [index, { code, result, status, unmapped }] of codes.entries()) {
    const count = [result, status, unmapped].filter((meaning) => meaning !== undefined).length;
    if (count !== 1) report(index, 'OV_RULES_CODES_MEANING', { code, count });
    const earlier = places.get(code);
    if (earlier === undefined) places.set(code, index);
    else report(index, 'OV_RULES_CODES_TWICE', { code, earlier });
  }
  return problems;
}
