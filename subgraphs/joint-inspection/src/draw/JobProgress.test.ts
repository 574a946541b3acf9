import { expect, it } from 'vitest';
import { JobProgress } from './JobProgress.js';
import type { DrawProgress } from './progress.js';

it('tells of steps, entries and departments as they come', () => {
  const told: DrawProgress[] = [];
  const progress = new JobProgress('FREEZE', (current) => told.push(current));
  progress.wait('joint-inspection:draw:1');
  progress.wait('joint-inspection:draw:1');
  expect(told).toHaveLength(1);
  expect(progress.current).toMatchObject({ state: 'WAITING', waitingForDraw: 'joint-inspection:draw:1' });
  progress.begin('STREAM');
  expect(progress.current).toMatchObject({ state: 'RUNNING', waitingForDraw: null, step: 'STREAM', times: [] });
  progress.expect({ entries: 30, waitingFor: ['health', 'water'] });
  progress.pass(20);
  expect(progress.current.entries).toBe(50);
  expect(progress.current.entriesPerSecond).toBeGreaterThan(0);
  progress.arrived('health');
  expect(progress.current.waitingFor).toEqual(['water']);
  progress.begin('TREE');
  const last = progress.done();
  expect(last).toMatchObject({ state: 'DONE', step: null });
  expect(last.times.map(({ step }) => step)).toEqual(['STREAM', 'TREE']);
  expect(told.at(-1)).toBe(last);
});
