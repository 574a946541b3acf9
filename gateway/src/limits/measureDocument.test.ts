import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { measureDocument } from './measureDocument.js';

const measure = (text: string) => measureDocument(parse(text));

describe('measureDocument', () => {
  it('counts fields inside each other, aliases, root fields, selections and directives', () => {
    expect(measure('query @a { x y: z @b @c { one { two } } ... @d { w } }')).toEqual({
      depth: 3,
      aliases: 1,
      rootFields: 3,
      selections: 6,
      directives: 4,
    });
  });

  it('counts a fragment wherever it is spread', () => {
    const { depth, aliases, selections, rootFields } = measure(
      'fragment f on T { a: b { c: d } } { ...f x { ...f } y { ...f } }',
    );
    expect({ depth, aliases, selections, rootFields }).toEqual({ depth: 3, aliases: 6, selections: 11, rootFields: 3 });
  });

  it('takes of several operations the largest of each', () => {
    expect(measure('query A { a { b { c } } } query B { x y z }')).toMatchObject({ depth: 3, rootFields: 3 });
  });

  it('does not count how deep an introspection goes', () => {
    expect(measure('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }').depth).toBe(1);
  });

  it('ends where fragments go round in a circle', () => {
    expect(measure('{ ...a } fragment a on T { x { ...b } } fragment b on T { y { ...a } }').depth).toBe(2);
    expect(measure('{ ...nowhere }').selections).toBe(1);
  });

  it('takes no longer for fragments that multiply', () => {
    const bomb = Array.from({ length: 200 }, (_, i) => `fragment f${i} on T { ...f${i + 1} ...f${i + 1} }`);
    const { selections } = measure(`{ ...f0 } ${bomb.join(' ')} fragment f200 on T { x }`);
    expect(selections).toBeGreaterThan(2 ** 200);
  });

  it('finds the depth that a document was built with, through fields and inline fragments', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (steps) => {
        const text = steps.reduceRight((inside, isField) => `{ ${isField ? 'f' : '...'} ${inside} }`, '{ leaf }');
        expect(measure(text).depth).toBe(steps.filter(Boolean).length + 1);
      }),
    );
  });
});
