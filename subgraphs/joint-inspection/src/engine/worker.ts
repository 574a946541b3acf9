/** The thread of a draw's engine: answers the calls of an EngineThread one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { DrawError } from '@onevisit/draw';
import { DrawEngine } from './DrawEngine.js';
import { type EngineAnswer, type EngineCall, EngineThread } from './EngineThread.js';

const port = parentPort;
if (port === null) throw new Error('engine: runs as a worker thread only');

const post = (answer: EngineAnswer): void => port.postMessage(answer);

/** Another thread of this file, started when there is something for it. */
let started: EngineThread | undefined;
const other = (): EngineThread => {
  started ??= new EngineThread(new URL(workerData as string));
  return started;
};
const engine = new DrawEngine((step) => post({ step }), {
  rootOf: (chunk) => other().call('rootOf', chunk, [chunk.buffer as ArrayBuffer]),
});

port.on('message', async ({ id, operation, input }: EngineCall) => {
  try {
    const method = engine[operation] as (input: unknown) => unknown;
    post({ id, value: await method.call(engine, input) });
  } catch (cause) {
    if (!(cause instanceof DrawError)) throw cause;
    const { code, message, messageZh, place } = cause;
    post({ id, refused: { code, message: `${messageZh} ${message}`, place } });
  }
});
