import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { assignPorts, freePorts, requireFreePorts } from './ports.js';

describe('assignPorts', () => {
  it('puts subgraphs from 100 above the gateway on', async () => {
    const ports = await assignPorts(['joint-inspection', 'water'], 4000);
    expect([...ports]).toEqual([
      ['gateway', 4000],
      ['joint-inspection', 4100],
      ['water', 4101],
    ]);
  });

  it('finds free ports, all different', async () => {
    const ports = await assignPorts(['a', 'b', 'c'], 'free');
    expect(new Set(ports.values()).size).toBe(4);
    // Linux gives any port from 32768 on to whoever connects next.
    expect(Math.max(...ports.values())).toBeLessThan(32_768);
  });
});

describe('requireFreePorts', () => {
  it('passes where nothing listens', async () => {
    const [port = 0] = await freePorts(1);
    await requireFreePorts(new Map([['gateway', port]]), port);
  });

  it('names the port and the option', async () => {
    const server = createServer();
    const [port = 0] = await freePorts(1);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const check = requireFreePorts(new Map([['water', port]]), 4000);
    await expect(check).rejects.toMatchObject({
      code: 'OV_HUB_PORT_TAKEN',
      message: expect.stringMatching(new RegExp(`${port}.*water.*--port 5000`)),
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
