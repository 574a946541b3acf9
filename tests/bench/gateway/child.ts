import type { Usage } from './BenchServer.js';
import { SERVERS, type Servers } from './servers.js';

const [name, settings] = process.argv.slice(2);
const serve = SERVERS[name as keyof Servers] as (settings: unknown) => Promise<string>;

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6, memoryBytes: process.memoryUsage.rss() } satisfies Usage);
});
// It ends with whoever started it, in whatever way that ends.
process.on('disconnect', () => process.exit());
process.send?.(await serve(JSON.parse(settings ?? 'null')));
