import { readRegister } from '@onevisit/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCity } from '../demoCity.js';
import { demoTasks, taskIdOf } from '../demoTasks.js';
import type { DemoOptions } from './DemoOptions.js';
import { FakeGateway } from './FakeGateway.fixture.js';
import { runDemo } from './runDemo.js';

const register = readRegister();
const today = '2026-03-05';
const city = demoCity({ subjects: 300, seed: 'test', year: 2026 });
const taskIds = demoTasks(
  today,
  register.map(({ code }) => code),
).flatMap(({ department, tasks }) => tasks.map(({ code }) => taskIdOf(department, code)));

let gateway: FakeGateway;
let lines: string[];

function options(changes: Partial<DemoOptions> = {}): DemoOptions {
  return {
    gatewayUrl: gateway.url,
    token: async (claims) => `${claims.role}:${'department' in claims ? claims.department : ''}`,
    subjects: 300,
    seed: 'test',
    today,
    register,
    progress: { start: () => ({ add: () => undefined, done: () => undefined }) },
    print: (line) => lines.push(line),
    ...changes,
  };
}

beforeAll(async () => {
  gateway = await FakeGateway.start(register);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.clear();
  lines = [];
});

describe('runDemo', () => {
  it('fills every department, convenes all tasks, draws, and says what came of it', async () => {
    const summary = await runDemo(options());
    for (const { code, pool, inspectors } of city.departments) {
      const held = gateway.departments.get(code);
      expect(held?.pool.size).toBe(pool.length);
      expect(held?.inspectors.size).toBe(inspectors.length);
      expect([...(held?.statuses.values() ?? [])].every((status) => status === 'SUBMITTED')).toBe(true);
    }
    expect([...(gateway.legs ?? [])].sort()).toEqual([...taskIds].sort());
    expect(gateway.planPhases.slice(1)).toEqual([
      'INVITED',
      'AGREED',
      'AT_CONFERENCE',
      'APPROVED',
      'FILED',
      'PUBLISHED',
    ]);
    expect(gateway.phase).toBe('DRAWN');
    expect(summary).toMatchObject({ selections: taskIds.length, visits: 1, seats: { filled: 1, empty: 1 } });
    const printed = lines.join('\n');
    for (const part of [
      '2026-03-05 PUBLISHED',
      '检查次数 visits: 1',
      '种子 seed: seed',
      '名录根 roster root: root',
      '浉河区示例酒店第0001号店',
      '示例证-1',
    ]) {
      expect(printed).toContain(part);
    }
  });

  it('says the same again at a second run, and changes nothing', async () => {
    const first = await runDemo(options());
    gateway.asked.length = 0;
    expect(await runDemo(options({ today: '2026-05-20' }))).toEqual(first);
    expect(gateway.asked).toEqual(['DemoPlans', 'DemoDraws', 'DemoDrawn', 'DemoVisits', 'DemoProposals', 'DemoVisit']);
  });

  it.each([
    'DemoSavePoolEntries',
    'DemoSavePlans',
    'DemoSendPlan',
    'DemoApprovePlan',
    'DemoSubmitPlan',
    'DemoConvene',
    'Demo_inviteToJointPlan',
    'Demo_answerInvitation',
    'Demo_moveJointPlan',
    'DemoOpenDraw',
    'Demo_freezeDraw',
    'Demo_executeDraw',
    'DemoDrawn',
  ])('goes on after an interruption in %s', async (operation) => {
    gateway.failing.set(operation, 'OV_TEST');
    await expect(runDemo(options())).rejects.toMatchObject({ code: 'OV_DEMO_REFUSED' });
    const summary = await runDemo(options());
    expect(summary.legs).toHaveLength(taskIds.length);
    expect(gateway.phase).toBe('DRAWN');
  });

  it('sends a plan anew that its leader has returned', async () => {
    gateway.failing.set('DemoApprovePlan', 'OV_TEST');
    await expect(runDemo(options())).rejects.toMatchObject({ code: 'OV_DEMO_REFUSED' });
    for (const { statuses } of gateway.departments.values()) {
      for (const [id, status] of statuses) if (status === 'IN_REVIEW') statuses.set(id, 'RETURNED');
    }
    await runDemo(options());
    const statuses = [...gateway.departments.values()].flatMap((department) => [...department.statuses.values()]);
    expect(new Set(statuses)).toEqual(new Set(['SUBMITTED']));
  });

  it('replaces a draw that was voided', async () => {
    await runDemo(options());
    gateway.phase = 'VOID';
    await runDemo(options());
    expect(gateway.phase).toBe('DRAWN');
  });

  it('names the operation and the code of a refusal', async () => {
    gateway.failing.set('DemoConvene', 'OV_JOINT_INITIATOR');
    await expect(runDemo(options())).rejects.toThrow(/DemoConvene.*OV_JOINT_INITIATOR/);
  });

  it('names the departments whose nonces are missing', async () => {
    gateway.missingNonce = 'water';
    await expect(runDemo(options())).rejects.toMatchObject({ code: 'OV_DEMO_NONCE_MISSING' });
    await expect(runDemo(options())).rejects.toThrow('water');
  });

  it('refuses a task that was withdrawn', async () => {
    gateway.failing.set('DemoConvene', 'OV_TEST');
    await expect(runDemo(options())).rejects.toMatchObject({ code: 'OV_DEMO_REFUSED' });
    gateway.departments.get('water')?.statuses.set('water:task:demo-large-users', 'WITHDRAWN');
    await expect(runDemo(options())).rejects.toMatchObject({ code: 'OV_DEMO_TASK_WITHDRAWN' });
  });

  it('refuses a hub with too few departments', async () => {
    for (const left of [['market-regulation'], ['health', 'water']]) {
      const few = register.filter(({ code }) => left.includes(code));
      await expect(runDemo(options({ register: few }))).rejects.toMatchObject({ code: 'OV_DEMO_FEW_DEPARTMENTS' });
    }
  });

  it('says which department it has no data for, and goes on', async () => {
    const customs = {
      code: 'customs',
      prefix: 'Customs',
      name: { zh: '海关', en: 'Customs' },
      url: 'http://customs.test',
    };
    await runDemo(options({ register: [...register, customs] }));
    expect(lines.join('\n')).toContain('Customs (customs)');
    expect(gateway.phase).toBe('DRAWN');
  });

  it('names the gateway that cannot be reached', async () => {
    const unreachable = runDemo(options({ gatewayUrl: 'http://127.0.0.1:1' }));
    await expect(unreachable).rejects.toMatchObject({ code: 'OV_DEMO_GATEWAY_UNREACHABLE' });
  });
});
