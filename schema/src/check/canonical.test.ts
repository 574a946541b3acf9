import { type FieldDefinitionNode, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { memberSignature, typeSignature } from './canonical.js';
import { typesOf } from './SubgraphView.js';

function field(sdl: string): FieldDefinitionNode {
  const [type] = parse(`type T { ${sdl} }`).definitions;
  const [first] = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.fields ?? []) : [];
  if (first === undefined) throw new Error('There is no field.');
  return first;
}

describe('memberSignature', () => {
  it('does not depend on layout, order and descriptions', () => {
    const signature = memberSignature(
      field('a(x: Int = 1, y: [ID!]): Int @inaccessible @access(to: ["lead", "auditor"])'),
    );
    const other = '"Text." a("Y." y: [ID!]\n x: Int = 1): Int @access(to: ["auditor" "lead"]) @inaccessible';
    expect(memberSignature(field(other))).toBe(signature);
    expect(signature).toBe('a(x: Int = 1, y: [ID!]): Int @access(to: ["auditor", "lead"]) @inaccessible');
  });

  it.each(['a: Int!', 'a(x: Int): Int', 'a: Int @inaccessible', 'b: Int'])('tells %s from a: Int', (sdl) => {
    expect(memberSignature(field(sdl))).not.toBe(memberSignature(field('a: Int')));
  });
});

describe('typeSignature', () => {
  it('is the same for a definition and for its parts', () => {
    const [whole] = typesOf(parse('type T implements B & A @key(fields: "id") @x { id: ID }').definitions).values();
    const parts = 'type T implements A @key(fields: "id") { id: ID } extend type T implements B @x @key(fields: "id")';
    const [folded] = typesOf(parse(parts).definitions).values();
    if (!whole || !folded) throw new Error('There is no type.');
    expect(typeSignature(folded)).toBe(typeSignature(whole));
  });
});
