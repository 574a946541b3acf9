import { InvalidArgumentError } from 'commander';

/** Reads a TCP port from the command line. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('应为 1 到 65535 的整数。 It must be a whole number from 1 to 65535.');
  }
  return port;
}
