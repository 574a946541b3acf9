import type { AssertionSigner } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIRE, taskOf } from '../jointDraws.fixture.js';
import { DepartmentClient } from './DepartmentClient.js';
import { DepartmentDouble, type Fault } from './DepartmentDouble.fixture.js';

const signer: AssertionSigner = { sign: async () => 'signed' };
const entry = { code: 'fire-rescue', prefix: 'FireRescue' };

let double: DepartmentDouble;
let client: DepartmentClient;
beforeAll(async () => {
  double = new DepartmentDouble('fire-rescue', {});
  client = new DepartmentClient(entry, await double.listen(), signer, 300);
});
afterAll(async () => {
  await client.close();
  await double.close();
});
beforeEach(() => {
  double.fault = () => undefined;
  double.tasks.set(FIRE, taskOf(FIRE));
});

describe('a call', () => {
  const hash = 'c'.repeat(64);
  const cases: readonly [string, Fault, string, RegExp][] = [
    ['hangs', { kind: 'hang' }, 'OV_JOINT_DEPARTMENT_UNAVAILABLE', /"fire-rescue" cannot be reached/],
    ['drops the connection', { kind: 'drop' }, 'OV_JOINT_DEPARTMENT_UNAVAILABLE', /cannot be reached/],
    [
      'is behind a proxy and down',
      { kind: 'http', status: 502, body: '<html>' },
      'OV_JOINT_DEPARTMENT_UNAVAILABLE',
      /reached/,
    ],
    ['answers no JSON', { kind: 'http', status: 200, body: '<html>' }, 'OV_JOINT_DEPARTMENT_BAD_ANSWER', /contract/],
    [
      'answers JSON of another kind',
      { kind: 'http', status: 200, body: '[1]' },
      'OV_JOINT_DEPARTMENT_BAD_ANSWER',
      /contract/,
    ],
    [
      'answers without data',
      { kind: 'http', status: 200, body: '{}' },
      'OV_JOINT_DEPARTMENT_BAD_ANSWER',
      /expected object/,
    ],
    [
      'answers other fields',
      { kind: 'data', data: { made: { commitment: 'no' } } },
      'OV_JOINT_DEPARTMENT_BAD_ANSWER',
      /64/,
    ],
    [
      'refuses',
      {
        kind: 'http',
        status: 401,
        body: JSON.stringify({ errors: [{ message: '不认识', extensions: { code: 'X' } }] }),
      },
      'OV_JOINT_DEPARTMENT_REFUSED',
      /不认识/,
    ],
  ];
  it.each(cases)('to a department that %s says so', async (_what, fault, code, message) => {
    double.fault = () => fault;
    const failure = await client.commitNonce('d').catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(JSON.stringify(failure)).not.toMatch(/127\.0\.0\.1/);
  });

  it('passes on what the department answered', async () => {
    double.fault = () => ({ kind: 'data', data: { made: { commitment: hash } } });
    expect(await client.commitNonce('d')).toBe(hash);
  });

  it('ends when it is told to', async () => {
    double.fault = () => ({ kind: 'hang' });
    const abort = new AbortController();
    const call = client.rosterPage(FIRE, { after: null, first: 5, signal: abort.signal });
    abort.abort(new Error('stopped'));
    await expect(call).rejects.toThrow('stopped');
  });
});

describe('rosterPage', () => {
  it('has the marks of subjects where they are asked for', async () => {
    const subject = { subject: 'a', stratum: 'ALL', district: '411502', standing: 'ELIGIBLE' };
    double.entries.set(FIRE, [{ ...subject, marks: ['VIOLATIONS', 'COMPLAINTS'] }]);
    const page = { after: null, first: 5 };
    expect((await client.rosterPage(FIRE, page)).lines).toBe('a\tALL\t411502\tELIGIBLE');
    const { lines } = await client.rosterPage(FIRE, page, true);
    expect(lines).toBe('a\tALL\t411502\tELIGIBLE\tCOMPLAINTS\u001fVIOLATIONS');
  });
});

describe('sketchPage', () => {
  const ask = () => client.sketchPage([FIRE], { after: null, first: 5 });
  const refused: Fault = { kind: 'http', status: 200, body: JSON.stringify({ errors: [{ message: '请稍后再试' }] }) };

  it('is null where the department does not offer sketches', async () => {
    double.offersSketches = false;
    expect(await ask()).toBeNull();
    double.offersSketches = true;
    expect(await ask()).toMatchObject({ hasNextPage: false });
  });

  it('passes on what a department that offers them refuses', async () => {
    double.fault = ({ operation }) => (operation === 'TaskSketch' ? refused : undefined);
    await expect(ask()).rejects.toMatchObject({ code: 'OV_JOINT_DEPARTMENT_REFUSED' });
  });
});

describe('planTasks', () => {
  it('gives tasks in the order asked for, null for those that do not exist', async () => {
    expect(await client.planTasks(['fire-rescue:task:none', FIRE])).toEqual([null, taskOf(FIRE)]);
  });

  it.each([
    ['fewer than asked for', []],
    ['another than asked for', [taskOf('fire-rescue:task:T2')]],
    ['one with two rules for a stratum', [taskOf(FIRE, { quota: [...taskOf(FIRE).quota, ...taskOf(FIRE).quota] })]],
    ['one without a window', [{ ...taskOf(FIRE), window: null }]],
    ['one of no known kind', [{ ...taskOf(FIRE), kind: 'CASE' }]],
    ['one that does not say whom it is about', [{ ...taskOf(FIRE), condition: undefined }]],
  ])('refuses %s', async (_what, tasks) => {
    double.fault = () => ({ kind: 'data', data: { _entities: tasks } });
    await expect(client.planTasks([FIRE])).rejects.toMatchObject({ code: 'OV_JOINT_DEPARTMENT_BAD_ANSWER' });
  });
});
