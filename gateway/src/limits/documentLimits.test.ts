import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { documentLimitsRule, tooManyTokens } from './documentLimits.js';

const schema = buildSchema('type Query { a(x: Int): Query b: Query x: Int }');
const limits = { depth: 4, aliases: 3, rootFields: 5, selections: 20, directives: 3, tokens: 100 };

function errorsOf(text: string) {
  return validate(schema, parse(text), [...specifiedRules, documentLimitsRule(limits)]);
}

describe('documentLimitsRule', () => {
  it('lets pass what is within the limits, and leaves its faults to the rules of GraphQL', () => {
    expect(errorsOf('{ one: a { a { b { x } } } }')).toEqual([]);
    expect(errorsOf('{ nothing }').map(({ message }) => message)).toEqual([
      'Cannot query field "nothing" on type "Query".',
    ]);
  });

  it.each([
    ['depth', '{ a { a { a { a { x } } } } }', 5],
    ['aliases', '{ p: x q: x r: x s: x }', 4],
    ['rootFields', '{ x a { x } b { x } x x x }', 6],
    ['selections', `{ a { ${'x '.repeat(20)} } }`, 21],
    ['directives', '{ x @skip(if: false) a @skip(if: false) @include(if: true) { x @skip(if: false) } }', 4],
  ])('refuses too much of %s, with the figure and the limit', (measure, text, figure) => {
    const limit = limits[measure as keyof typeof limits];
    expect(errorsOf(text)).toMatchObject([
      { extensions: { code: 'OV_GATEWAY_DOCUMENT_TOO_LARGE', measure, figure, limit } },
    ]);
  });

  it('lets no other rule look at what it refuses', () => {
    const conflicting = Array.from({ length: 30 }, (_, i) => `f: a(x: ${i}) { nothing }`).join(' ');
    const errors = errorsOf(`{ ${conflicting} }`);
    expect(errors.map(({ extensions }) => extensions.measure)).toEqual(['aliases', 'rootFields', 'selections']);
  });
});

describe('tooManyTokens', () => {
  it('knows what graphql-js says when it stops reading, and nothing else', () => {
    const message = (() => {
      try {
        parse('{ a b c d e }', { maxTokens: 5 });
      } catch (cause) {
        return (cause as Error).message;
      }
      return '';
    })();
    expect(tooManyTokens(message)).toMatchObject({
      extensions: { code: 'OV_GATEWAY_DOCUMENT_TOO_LARGE', measure: 'tokens', limit: 5 },
    });
    expect(tooManyTokens('Syntax Error: Expected Name, found "}".')).toBeUndefined();
  });
});
