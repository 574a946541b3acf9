/**
 * Says on standard error why a command failed, and sets exit status 1. Errors with a code of ours are for people: their
 * message says what to do. Anything else is a fault of the program and comes with its stack.
 */
export function reportFailure(cause: unknown): void {
  process.stderr.write(`${describe(cause)}\n`);
  process.exitCode = 1;
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ('code' in cause && typeof cause.code === 'string' && cause.code.startsWith('OV_')) {
    const chinese = 'messageZh' in cause && typeof cause.messageZh === 'string' ? `${cause.messageZh}\n` : '';
    return `${cause.code}: ${chinese}${cause.message}`;
  }
  return cause.stack ?? cause.message;
}
