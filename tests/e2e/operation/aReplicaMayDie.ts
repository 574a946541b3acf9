import { freePorts } from '@onevisit/gateway';
import { expect, it, onTestFinished } from 'vitest';
import { Asking, judge } from '../../bench/soak/Asking.js';
import type { SmallFederation } from '../../bench/soak/SmallFederation.js';
import { Balancer } from './Balancer.fixture.js';

const CLIENTS = 8;

/** Two replicas that share nothing but keys and the supergraph file, behind a plain balancer. */
export function aReplicaMayDie(federation: () => SmallFederation): void {
  it('loses no request but those under way on a replica that is killed, which serves again once it is started', async () => {
    const ports = await freePorts(2);
    const [killed, survivor] = ports.map((port) => federation().gateway(port));
    if (killed === undefined || survivor === undefined) throw new Error('two replicas');
    await Promise.all([killed.start(), survivor.start()]);
    const balancer = await Balancer.start(ports);
    const stop = new AbortController();
    onTestFinished(async () => {
      stop.abort();
      balancer.stop();
      await Promise.all([killed.stop(), survivor.stop()]);
    });

    const asking = new Asking(balancer.url, CLIENTS);
    const token = await federation().token('auditor-1');
    const answers: string[] = [];
    const load = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let count = 0; !stop.signal.aborted; count++) {
        const question = { ids: [`${client}`, `${count}`], asker: 'auditor-1', token };
        const answer = await asking.ask(question).catch((cause: Error) => cause);
        answers.push(answer instanceof Error ? answer.message : judge(question, answer).kind);
      }
    });
    const [first = 0] = ports;
    const answeredBy = (port: number, from = 0) =>
      balancer.forwarded.slice(from).filter((each) => each.port === port && each.end === 'answered').length;
    await expect.poll(() => Math.min(...ports.map((port) => answeredBy(port)))).toBeGreaterThan(20);
    process.kill(killed.pid ?? 0, 'SIGKILL');
    await expect.poll(() => killed.pid, { interval: 5 }).toBeUndefined();
    await expect.poll(() => balancer.forwarded.filter(({ end }) => end === 'refused').length).toBeGreaterThan(10);
    await killed.start();
    const before = balancer.forwarded.length;
    await expect.poll(() => answeredBy(first, before)).toBeGreaterThan(10);
    stop.abort();
    await Promise.all(load);
    await asking.close();

    const lost = balancer.forwarded.filter(({ end }) => end === 'lost');
    expect(lost.every(({ port }) => port === first)).toBe(true);
    // It takes a moment to die, in which each client may have got on to it.
    expect(lost.length).toBeLessThanOrEqual(CLIENTS);
    // Each failure that a client saw is one of those; all else is answered, whole and right.
    expect(answers.filter((answer) => answer !== 'whole')).toEqual(lost.map(() => expect.stringContaining('HTTP 502')));
  });
}
