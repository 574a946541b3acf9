/** The thread in which supergraphs are checked: answers the calls of a CheckThread one after the other. */
import { parentPort } from 'node:worker_threads';
import type { CheckAnswer, CheckCall } from './CheckThread.js';
import { checkSupergraph } from './checkSupergraph.js';

const port = parentPort;
if (port === null) throw new Error('checkWorker: runs as a worker thread only');

port.on('message', ({ id, candidate }: CheckCall) => {
  port.postMessage({ id, check: checkSupergraph(candidate) } satisfies CheckAnswer);
});
