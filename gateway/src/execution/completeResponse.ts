import { GraphQLError, isObjectType } from 'graphql';
import { isObject, type JsonObject } from '../jsonObject.js';
import type { FieldShape, ObjectShape, ValueShape } from './ResponseShape.js';

/** The data for a client, and what of the subgraphs' data was not as the schema says. */
export interface CompletedResponse {
  readonly data: JsonObject | null;
  readonly errors: readonly GraphQLError[];
}

/**
 * Takes what the client asked for, in the order of the operation, from what the subgraphs sent, which also has keys that
 * only the plan needed. A value that its type does not allow becomes null, and so does what cannot be without it.
 */
export function completeResponse(shape: ObjectShape, data: JsonObject): CompletedResponse {
  const completion = new Completion();
  return { data: completion.object(shape, data, shape.type.name), errors: completion.errors };
}

const NULL = Symbol('a null that the type of the place does not allow');

class Completion {
  readonly errors: GraphQLError[] = [];
  readonly #path: (string | number)[] = [];

  /** @returns null where a field of the object may not be null and is */
  object(shape: ObjectShape, input: JsonObject, typename: string): JsonObject | null {
    const fields = shape.fieldsOf(typename);
    if (fields === null) return null;
    const output: JsonObject = {};
    for (const field of fields) {
      const value = field.kind === 'typename' ? typeOf(shape, input, field.name, typename) : this.#field(field, input);
      if (value === NULL) return null;
      output[field.name] = value;
    }
    return output;
  }

  #field(field: Extract<FieldShape, { kind: 'value' }>, input: JsonObject): unknown {
    const { name } = field;
    this.#path.push(name);
    const value = this.#value(field.value, Object.hasOwn(input, name) ? (input[name] ?? null) : null, field);
    this.#path.pop();
    return value;
  }

  #value(shape: ValueShape, input: unknown, field: Extract<FieldShape, { kind: 'value' }>): unknown {
    if (shape.kind === 'nonNull') {
      const errorsBefore = this.errors.length;
      const value = this.#value(shape.of, input, field);
      if (value !== null) return value;
      if (this.errors.length === errorsBefore) this.#fail('Cannot return null for non-nullable', field);
      return NULL;
    }
    if (input === null) return null;
    switch (shape.kind) {
      case 'leaf':
        return shape.isValid(input) ? input : this.#fail('Invalid value found for', field);
      case 'list':
        return Array.isArray(input) ? this.#list(shape.of, input, field) : this.#fail('Invalid value found for', field);
      case 'object':
        return isObject(input)
          ? this.#composite(shape.shape, input, field)
          : this.#fail('Invalid value found for', field);
    }
  }

  #list(shape: ValueShape, input: readonly unknown[], field: Extract<FieldShape, { kind: 'value' }>): unknown {
    let isNull = false;
    const output = input.map((element, index) => {
      this.#path.push(index);
      const value = this.#value(shape, element, field);
      this.#path.pop();
      if (value === NULL) isNull = true;
      return value;
    });
    return isNull ? null : output;
  }

  #composite(shape: ObjectShape, input: JsonObject, field: Extract<FieldShape, { kind: 'value' }>): unknown {
    const { __typename: typename } = input;
    if (typeof typename !== 'string') return this.object(shape, input, shape.type.name);
    // The name is not told: the type may be one that clients must not know of.
    if (shape.fieldsOf(typename) === null) return this.#fail('Invalid __typename found for object at', field);
    return this.object(shape, input, typename);
  }

  #fail(problem: string, { name, parent }: Extract<FieldShape, { kind: 'value' }>): null {
    const last = this.#path.at(-1);
    const place = typeof last === 'number' ? `element ${last} of field ${parent}.${name}` : `field ${parent}.${name}`;
    this.errors.push(
      new GraphQLError(`${problem} ${place}.`, { path: [...this.#path], extensions: { code: 'INVALID_GRAPHQL' } }),
    );
    return null;
  }
}

/** The type of an object; NULL where it is none of objects, as when the subgraph that knows it is away. */
function typeOf(shape: ObjectShape, input: JsonObject, name: string, typename: string): unknown {
  const named = Object.hasOwn(input, name) ? input[name] : input.__typename;
  const type = (typeof named === 'string' ? shape.schema.getType(named) : undefined) ?? shape.schema.getType(typename);
  return isObjectType(type) ? type.name : NULL;
}
