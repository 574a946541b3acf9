import { Presets, SingleBar } from 'cli-progress';
import type { Progress, ProgressBar } from '../demo/run/DemoOptions.js';

/** Where progress is shown. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Updates a second at most. */
const UPDATES_PER_SECOND = 10;

/**
 * Shows on standard error how far something long is: a bar on a terminal, else a line at its beginning and its end, so
 * that logs stay readable.
 */
export function terminalProgress(stream: Output = process.stderr): Progress {
  return { start: (label, total) => (stream.isTTY ? bar(stream, label, total) : lines(stream, label, total)) };
}

function bar(stream: Output, label: string, total: number): ProgressBar {
  const shown = new SingleBar(
    { stream, format: `{bar} {percentage} %  {value}/{total}  ${label}`, fps: UPDATES_PER_SECOND, hideCursor: true },
    Presets.shades_classic,
  );
  shown.start(total, 0);
  return { add: (count) => shown.increment(count), done: () => shown.stop() };
}

function lines(stream: Output, label: string, total: number): ProgressBar {
  let count = 0;
  stream.write(`${label} …\n`);
  return {
    add: (more) => {
      count += more;
    },
    done: () => stream.write(`${label}: ${count}/${total}\n`),
  };
}
