import { expect, it } from 'vitest';
import { subject } from './subject.js';

const company = {
  code: 'E-0002',
  kind: 'ENTERPRISE',
  name: '信阳示例酒店有限公司',
  industry: 'hotel',
  division: '411502',
  details: { legalForm: 'LIMITED_COMPANY', registeredOn: '2018-03-05', registrationStatus: 'REGISTERED' },
} as const;
const lift = { ...company, code: 'E-0001', kind: 'PRODUCT', name: '乘客电梯', details: {} } as const;

it('takes the facts from the registration, not from what belongs to the subject', () => {
  const facts = Object.entries(subject).map(([field, resolve]) => [field, resolve([lift, company])]);
  expect(Object.fromEntries(facts)).toEqual({
    name: '信阳示例酒店有限公司',
    legalForm: 'LIMITED_COMPANY',
    industry: 'hotel',
    division: '411502',
    registeredOn: '2018-03-05',
    registrationStatus: 'REGISTERED',
  });
});

it('takes the lowest code of two registrations, whatever their order', () => {
  const older = { ...company, code: 'E-0001', name: '信阳示例旅馆' };
  expect(subject.name([company, older])).toBe('信阳示例旅馆');
  expect(subject.name([older, company])).toBe('信阳示例旅馆');
});

it('knows nothing of a subject without a registration', () => {
  expect(subject.name([lift])).toBeNull();
  expect(subject.registeredOn([{ ...company, details: {} }])).toBeNull();
});
