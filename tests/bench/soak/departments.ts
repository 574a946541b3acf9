/** A subgraph of the small federation. */
export interface SmallDepartment {
  readonly code: string;
  /** Its field of a subject, and the value that it has there for each id. */
  readonly field: string;
  readonly sdl: string;
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** Three subgraphs that hold a field each of whatever subject they are asked for; the first has the root fields. */
export const DEPARTMENTS: readonly SmallDepartment[] = [
  {
    code: 'market-regulation',
    field: 'name',
    sdl: `${LINK}
      type Query {
        "Subjects by their ids."
        subjects(ids: [ID!]!): [Subject]
        "Who asks: the subject of their token."
        asker: String
        "Answers after so many milliseconds."
        slow(ms: Int!): String
      }
      type Subject @key(fields: "id") { id: ID! name: String }`,
  },
  department('fire-rescue', 'hazard'),
  department('water', 'permit'),
];

function department(code: string, field: string): SmallDepartment {
  return { code, field, sdl: `${LINK} type Subject @key(fields: "id") { id: ID! ${field}: String }` };
}

/** What a department answers for a field of a subject: an answer that was mixed up with another shows. */
export function heldValue({ code, field }: SmallDepartment, id: string): string {
  return `${code} ${field} of ${id}`;
}
