import { logOptions } from '@onevisit/kit/observability';
import { pino } from 'pino';
import { readGatewayConfig } from '../server/readGatewayConfig.js';
import type { RunningGateway } from '../server/startGateway.js';
import { Workers } from './Workers.js';

/** A gateway of several processes. */
export interface RunningWorkers extends RunningGateway {
  /** Replaces the workers, one after the other, without a request being refused. */
  reload(): Promise<void>;
}

/** What the primary process needs beyond its slowest worker. */
const SPARE_MS = 2_000;

/**
 * Starts the gateway as several processes on one port: this one, which watches over them, and the workers, which run the
 * same command and serve.
 * @param env that of this process, which the workers inherit; see readGatewayConfig
 * @throws OV_GATEWAY_CONFIG, before any worker is started; OV_GATEWAY_WORKER_FAILED
 */
export async function startWorkers(count: number, env: NodeJS.ProcessEnv): Promise<RunningWorkers> {
  const { logLevel, longestCloseMs } = readGatewayConfig(env);
  const workers = new Workers(pino(logOptions(logLevel, { process: 'gateway', worker: 'primary' })));
  const url = await workers.start(count);
  return {
    url,
    close: () => workers.close(),
    reload: () => workers.restart(),
    longestCloseMs: longestCloseMs + SPARE_MS,
  };
}
