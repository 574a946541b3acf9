import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoSummary, runDemo, startHub } from '@onevisit/gateway';
import { readRegister } from '@onevisit/schema';
import type { TestProject } from 'vitest/node';
import { removeHubData } from '../bench/draw/BenchHub.js';
import { adoptCityRules } from './cityRules.js';
import { hubEnvironment } from './hubEnvironment.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A whole hub that runs: real processes, real HTTP, real PostgreSQL, a small demo city with its joint draw. */
    readonly city: City;
  }
}

/** What tests are told of the running city. */
export interface City {
  readonly gatewayUrl: string;
  readonly dataDir: string;
  /** Where each subgraph answers, by code. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** The day from which the demo plans. */
  readonly today: string;
  readonly summary: DemoSummary;
}

const SUBJECTS = 1_500;

/** Starts the city that all end-to-end tests share; each test works on plans of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onevisit-city-'));
  // All tests ask from one address, and made-up queries are all new.
  const env = { ...hubEnvironment(), ONEVISIT_NEW_SELECTIONS: 'all=1000000000' };
  const hub = await startHub({ dataDir, port: 'free', env });
  const today = new Date().toISOString().slice(0, 10);
  const summary = await runDemo({
    gatewayUrl: hub.gatewayUrl,
    token: (claims) => hub.token(claims),
    subjects: SUBJECTS,
    seed: 'xinyang',
    today,
    register: readRegister(),
    progress: { start: () => ({ add: () => undefined, done: () => undefined }) },
    print: () => undefined,
  });
  await adoptCityRules({ gatewayUrl: hub.gatewayUrl, dataDir }, today);
  const subgraphUrls = Object.fromEntries(hub.subgraphUrls);
  project.provide('city', { gatewayUrl: hub.gatewayUrl, dataDir, subgraphUrls, today, summary });
  return async () => {
    await hub.stop();
    await removeHubData(dataDir);
  };
}
