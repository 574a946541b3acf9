import { expect, it } from 'vitest';
import type { DepartmentPlanFacts } from '../departments/answers.js';
import { planFacts } from './departmentPlans.fixture.js';
import { isSubmission, submissionOf } from './toldPlans.js';

const open = { status: 'DRAFT', submittedOn: null } as const;

it.each<[string, readonly Partial<DepartmentPlanFacts>[], string | null, number]>([
  ['nothing', [], null, 0],
  ['its one plan', [{ submittedOn: '2026-01-10' }], '2026-01-10', 0],
  [
    'the last of its units',
    [{ submittedOn: '2026-01-10' }, { unit: '二科', submittedOn: '2026-01-20' }],
    '2026-01-20',
    0,
  ],
  ['not while a unit is behind', [{ submittedOn: '2026-01-10' }, { unit: '二科', ...open }], null, 1],
  ['whatever becomes of supplements', [{}, { supplementary: true, ...open }], '2026-01-15', 0],
  ['whatever was withdrawn', [{}, { status: 'WITHDRAWN', submittedOn: null }], '2026-01-15', 0],
  ['nothing of another year’s month', [{ period: 'MONTHLY', month: 1 }], null, 0],
])('a period’s plans are submitted with %s', (_what, plans, doneOn, left) => {
  const facts = plans.map((parts, index) => planFacts(`water:plan:${index}`, parts));
  const submission = submissionOf(facts, { plan: 'ANNUAL', month: null });
  expect(submission.doneOn).toBe(doneOn);
  expect(submission.open).toHaveLength(left);
});

it('is about departments’ own plans', () => {
  expect(isSubmission({ plan: 'MONTHLY', step: 'SUBMIT' })).toBe(true);
  expect(isSubmission({ plan: 'JOINT', step: 'SUBMIT' })).toBe(false);
  expect(isSubmission({ plan: 'ANNUAL', step: 'UPLOAD' })).toBe(false);
});
