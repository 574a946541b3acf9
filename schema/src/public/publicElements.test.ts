import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { publicElements } from './publicElements.js';

const DIRECTIVES = `
  directive @access(to: [String!]!) on OBJECT | FIELD_DEFINITION
  directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT | ARGUMENT_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION
  directive @inaccessible on FIELD_DEFINITION | OBJECT
`;

/** The coordinates of what the public sees, in order, but for `Query`'s. */
function seen(sdl: string): string[] {
  return [...publicElements(buildSchema(DIRECTIVES + sdl))].filter((each) => !each.startsWith('Query.')).sort();
}

describe('publicElements', () => {
  it('takes a field by its own @access, else by its type’s', () => {
    const plan = `type Plan @access(to: ["public"]) { id: ID! title: String note: String @access(to: ["lead"]) }
      type Task @access(to: ["officer"]) { id: ID! title: String @access(to: ["officer", "public"]) }`;
    expect(
      seen(`type Query @access(to: ["public"]) { plan: Plan task: Task @access(to: ["public"]) } ${plan}`),
    ).toEqual(['Plan.id', 'Plan.title', 'Task.title']);
  });

  it('takes pages, which say nothing of access, where an open field leads to them, and nowhere else', () => {
    const sdl = `type Query @access(to: ["public"]) { plans: Plans @access(to: ["public"]) tasks: Tasks @access(to: ["officer"]) }
      type Plans { totalCount: Int } type Tasks { totalCount: Int }`;
    expect(seen(sdl)).toEqual(['Plans.totalCount']);
  });

  it('leaves out what has nothing to show, and what only leads there', () => {
    const sdl = `type Query @access(to: ["public"]) { plan: Plan seats: Seats }
      type Plan @access(to: ["public"]) { id: ID! person: Person } type Person @access(to: ["lead"]) { name: String }
      type Seats { node: Seat } type Seat { person: Person seats: Seats }`;
    expect(seen(sdl)).toEqual(['Plan.id']);
    const elements = publicElements(buildSchema(DIRECTIVES + sdl));
    expect(elements.has('Query.seats')).toBe(false);
  });

  it('takes an interface, and its fields, only if they are of all types that implement it', () => {
    const sdl = (access: string) => `type Query @access(to: ["public"]) { one: Named two: Fire three: Water }
      interface Named { id: ID! name: String }
      type Fire implements Named @access(to: ["public"]) { id: ID! name: String }
      type Water implements Named @access(to: ["${access}"]) { id: ID! name: String @access(to: ["lead"]) }`;
    expect(seen(sdl('public'))).toEqual(['Fire.id', 'Fire.name', 'Named.id', 'Water.id']);
    expect(seen(sdl('lead'))).toEqual(['Fire.id', 'Fire.name']);
  });

  it('lets no input say what only internal fields tell', () => {
    const sdl = `type Query @access(to: ["public"]) { entries(filter: Filter, class: Class, order: Order): Entry class: Entry @access(to: ["lead"]) }
      input Filter { class: Class name: String } enum Class { A B } enum Order { UP DOWN }
      type Entry @access(to: ["public"]) { name: String class: Class @access(to: ["officer"]) }`;
    expect(seen(sdl)).toEqual(['Entry.name', 'Filter.name', 'Order.DOWN', 'Order.UP']);
  });

  it('closes a field that cannot be asked for without something internal, and what only it leads to', () => {
    const sdl = `type Query @access(to: ["public"]) { plan: Plan ofClass(class: Class!): Sum some(filter: Filter!): Sum }
      input Filter { class: Class! } enum Class { A B } type Sum @access(to: ["public"]) { count: Int }
      type Plan @access(to: ["public"]) { id: ID! class: Class @access(to: ["lead"]) }`;
    expect(seen(sdl)).toEqual(['Plan.id']);
  });

  it('takes inputs that contain themselves, enums that are only given, and scalars of their own', () => {
    const sdl = `type Query @access(to: ["public"]) { plan(where: Where): Plan } scalar Day enum Kind { ONE }
      input Where { all: [Where!] kind: Kind on: Day } type Plan @access(to: ["public"]) { id: ID! }`;
    expect(seen(sdl)).toEqual(['Day', 'Kind.ONE', 'Plan.id', 'Where.all', 'Where.kind', 'Where.on']);
  });

  it('takes a union if all of its members are public', () => {
    const sdl = (access: string) => `type Query @access(to: ["public"]) { any: Any } union Any = Plan | Task
      type Plan @access(to: ["public"]) { id: ID! } type Task @access(to: ["${access}"]) { id: ID! }`;
    expect(seen(sdl('public'))).toEqual(['Any', 'Plan.id', 'Task.id']);
    expect(seen(sdl('lead'))).toEqual([]);
  });

  it('leaves out what is tagged internal, or inaccessible', () => {
    const sdl = `type Query @access(to: ["public"]) { plan(mine: Boolean @tag(name: "internal"), kind: Kind, where: Where): Plan roster: Roster }
      enum Kind { PUBLIC AUDITORS @tag(name: "internal") } input Where { mine: Boolean @tag(name: "internal") year: Int }
      type Roster @inaccessible { lines: String }
      type Plan @access(to: ["public"]) { id: ID! stratum: String @tag(name: "internal") hash: String @inaccessible }`;
    expect(seen(sdl)).toEqual(['Kind.PUBLIC', 'Plan.id', 'Where.year']);
  });

  it('takes no root field that says nothing, such as those of a graph of somebody else', () => {
    expect(publicElements(buildSchema('type Query { plan: Plan } type Plan { id: ID! }')).size).toBe(0);
  });

  it('takes no mutation but one that names the public', () => {
    const sdl = (
      access: string,
    ) => `type Query @access(to: ["public"]) { plan: Plan } type Plan @access(to: ["public"]) { id: ID! }
      type Mutation { comment(text: String!): Plan @access(to: ["${access}"]) }`;
    expect(seen(sdl('subject'))).toEqual(['Plan.id']);
    expect(seen(sdl('public'))).toEqual(['Mutation.comment', 'Mutation.comment(text:)', 'Plan.id']);
  });
});
