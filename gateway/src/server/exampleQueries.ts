/** Queries that GraphiQL opens with, one a tab; anybody may ask the first two. */
export const exampleQueries: readonly { readonly title: string; readonly query: string }[] = [
  {
    title: 'departments',
    query: `# The city's departments, and how much of their lists joint draws have reached (覆盖率).
query Departments {
  departments {
    id
    name { zh en }
    itemCount
    poolCount
    coverage(year: 2026) { subjects { numerator denominator percent } jointVisits { percent } }
  }
}
`,
  },
  {
    title: 'draws',
    query: `# Joint plans that were drawn: how many visits cover how many selections (进一次门、查多项事).
query Draws {
  jointPlans(first: 5) {
    nodes {
      title
      legs { title department { id name { zh } } }
      draws { id phase seed selectionCount visitCount savedCount fewestExpected statement { rosterRoot leafCount } }
    }
  }
}
`,
  },
  {
    title: 'visits',
    query: `# Visits before their window has passed are for the lead, the auditor and the departments: paste a token under
# "Headers" below, {"Authorization": "Bearer …"}. \`onevisit token --role lead --department market-regulation\` makes one.
query Visits {
  jointPlans(first: 1) {
    nodes {
      draws {
        visits(first: 5, filter: { minLegs: 2 }) {
          nodes {
            key
            window { first last }
            subject { uscc }
            items { planned { title item { title version } } }
            crew { department { name { zh } } seats { name inspector { certificateNumber } } }
          }
        }
      }
    }
  }
}
`,
  },
];
