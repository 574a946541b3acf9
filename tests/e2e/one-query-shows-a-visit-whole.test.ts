import { describe, expect, inject, it } from 'vitest';
import { ask, dataOf, lead } from './ask.js';

const city = inject('city');

interface WholeVisit {
  readonly visit: {
    readonly subject: { readonly uscc: string; readonly name: string };
    readonly items: readonly {
      readonly planned: {
        readonly title: string;
        readonly item: { readonly id: string; readonly title: string; readonly basis: string[] };
      };
    }[];
    readonly crew: readonly {
      readonly department: {
        readonly id: string;
        readonly name: { readonly zh: string };
        readonly coverage: { readonly subjects: { readonly numerator: number; readonly denominator: number } };
      };
      readonly seats: readonly {
        readonly name: string;
        readonly certificateNumber: string;
        readonly inspector: { readonly id: string; readonly name: string; readonly certificateNumber: string };
      }[];
    }[];
  };
}

const WHOLE_VISIT = `query Visit($id: ID!, $year: Int!) {
  visit(id: $id) {
    subject { uscc name }
    items { planned { title item { id title basis } } }
    crew {
      department { id name { zh } coverage(year: $year) { subjects { numerator denominator } } }
      seats { name certificateNumber inspector { id name certificateNumber } }
    }
  }
}`;

describe('one query shows a visit whole', () => {
  it('with the registered name, live item texts, the crew of several departments, and their coverage', async () => {
    const { example } = city.summary;
    const year = Number(city.summary.legs[0]?.window.first.slice(0, 4));
    const { visit } = dataOf(await ask<WholeVisit>(city, lead, WHOLE_VISIT, { id: example?.id, year }));
    expect(visit.subject).toMatchObject({ uscc: example?.subject.uscc, name: expect.stringContaining('示例') });
    expect(visit.items.length).toBeGreaterThan(1);
    for (const { planned } of visit.items) {
      expect(planned.item.title).toBe(planned.title);
      expect(planned.item.basis.length).toBeGreaterThan(0);
    }
    const departments = visit.crew.map((team) => team.department.id);
    expect(new Set(departments).size).toBe(departments.length);
    expect(departments.length).toBeGreaterThanOrEqual(3);
    for (const { department, seats } of visit.crew) {
      expect(department.name.zh).not.toBe('');
      expect(department.coverage.subjects.numerator).toBeGreaterThan(0);
      expect(department.coverage.subjects.denominator).toBeGreaterThanOrEqual(department.coverage.subjects.numerator);
      expect(seats.length).toBeGreaterThanOrEqual(2);
      for (const seat of seats) {
        expect(seat.inspector.id.startsWith(`${department.id}:inspector:`)).toBe(true);
        expect(seat.inspector).toMatchObject({ name: seat.name, certificateNumber: seat.certificateNumber });
      }
    }
  });
});
