import type { Progress } from '../demo/run/DemoOptions.js';
import type { Hub } from '../hub/Hub.js';
import type { Death } from '../hub/HubProcess.js';
import { startHub } from '../hub/startHub.js';
import { stopRequested } from '../terminal/serveUntilStopped.js';
import { terminalProgress } from '../terminal/TerminalProgress.js';
import type { HubCommandOptions } from './hubOptions.js';

/**
 * Starts everything, does `work` with it, and keeps serving until Ctrl-C, which also breaks off the start and the work.
 * Whatever happens, nothing is left running.
 */
export async function runHub(
  options: HubCommandOptions,
  work: (hub: Hub, progress: Progress) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const broken = new AbortController();
  const stop = stopRequested().then(() => broken.abort());
  const progress = terminalProgress();
  const hub = await start(options, progress, broken.signal);
  if (hub === undefined) return;
  process.stdout.write(`OneVisit 已就绪 is ready: ${hub.gatewayUrl}/\n`);
  try {
    await Promise.race([work(hub, progress), stop]);
    if (!broken.signal.aborted) process.stdout.write(welcome(hub));
    await stop;
    process.stdout.write('\n正在停止…… Stopping …\n');
  } finally {
    await hub.stop();
  }
}

async function start(
  { port, dataDir, databaseUrl, departments }: HubCommandOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Hub | undefined> {
  const steps = startSteps(progress);
  try {
    return await startHub({
      port,
      dataDir,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      ...(departments === undefined ? {} : { departments }),
      signal,
      onProgress: steps.show,
      onDeath: (death) => process.stderr.write(obituary(death, dataDir)),
    });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    process.exitCode = 130;
    return undefined;
  } finally {
    steps.done();
  }
}

/** A bar that grows with every process that is ready; its length is known when the first one is. */
function startSteps(progress: Progress) {
  let bar: ReturnType<Progress['start']> | undefined;
  return {
    show: (_ready: number, total: number) => {
      bar ??= progress.start('正在启动 starting', total);
      bar.add(1);
    },
    done: () => bar?.done(),
  };
}

function welcome(hub: Hub): string {
  const { gatewayUrl, dataDir } = hub;
  const folder = dataDir === '.onevisit' ? '' : ` --data-dir ${dataDir}`;
  const away = hub.elsewhere.length === 0 ? '' : `  elsewhere   ${hub.elsewhere.join(', ')} (not started here)\n`;
  return `
按 Ctrl-C 停止。 Ctrl-C stops everything.
  GraphiQL    ${gatewayUrl}/
  GraphQL     ${gatewayUrl}/graphql
  metrics     ${gatewayUrl}/metrics
  logs, data  ${dataDir}
${away}
Ask as the public:
  curl -s ${gatewayUrl}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ departments { id name { zh en } itemCount } }"}'
Ask as the lead, or as an officer or the leader of a department:
  npx onevisit token --role lead --department market-regulation${folder}
  npx onevisit token --role officer --department fire-rescue${folder}
  npx onevisit token --role leader --department fire-rescue${folder}
  curl -s ${gatewayUrl}/graphql -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" -d …
`;
}

function obituary({ name, how, logFile, tail }: Death, dataDir: string): string {
  const command = name === 'gateway' ? 'gateway' : `subgraph ${name}`;
  const remedy =
    name === 'postgres'
      ? '请停止后重新启动。 Stop with Ctrl-C and start again.'
      : `重新启动：npx onevisit ${command} --data-dir ${dataDir} 。其余继续运行。 Start it again with that command; the rest goes on.`;
  return `\n${name} 意外结束（${how}）；日志 ${logFile}： ${name} ended by itself; its log says:\n${tail}\n${remedy}\n`;
}
