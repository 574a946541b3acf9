import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { coerceVariables } from './coerceVariables.js';

const schema = buildSchema(`
  enum Level { CITY DISTRICT }
  input Task { title: String!, level: Level! = CITY, tags: [String!]! = [] }
  type Query { file(task: Task!, times: Int = 3): Int }
`);
const document = parse(
  'query File($task: Task!, $times: Int = 2) { file(task: $task, times: $times) } query Other { __typename }',
);

describe('coerceVariables', () => {
  it('fills in defaults of input fields that may not be null, and of variables', () => {
    expect(coerceVariables(schema, document, 'File', { task: { title: 't' } })).toEqual({
      variables: { task: { title: 't', level: 'CITY', tags: [] }, times: 2 },
    });
  });

  it('leaves what it coerced as it is when it is coerced again, as the compiled query does', () => {
    const once = coerceVariables(schema, document, 'File', { task: { title: 't', level: 'DISTRICT' } });
    if ('errors' in once) throw new Error('refused');
    expect(coerceVariables(schema, document, 'File', once.variables)).toEqual(once);
  });

  it.each([
    [{ task: { title: 't', level: null } }, 'at "task.level"'],
    [{ task: { title: 't', colour: 'red' } }, 'Field "colour" is not defined'],
    [{}, '"$task" of required type "Task!" was not provided'],
  ])('says what is wrong with %j', (variables, problem) => {
    const refused = coerceVariables(schema, document, 'File', variables);
    expect('errors' in refused && refused.errors[0]?.message).toContain(problem);
  });

  it('leaves it to the execution to refuse a document whose operation is not named', () => {
    expect(coerceVariables(schema, document, null, { task: 1 })).toEqual({ variables: { task: 1 } });
  });
});
