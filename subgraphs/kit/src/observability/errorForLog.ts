/** What a log says of an error. */
export type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
  /** What was thrown, where it is no error but an object of our own. */
  readonly details?: object;
};

/** Causes of causes of … are logged to this depth. */
const DEEPEST_CAUSE = 3;

/**
 * What a log says of whatever was thrown: an error's type, message, code, stack and causes, and none of its other
 * properties. PostgreSQL's errors, for one, carry the row that was refused in `detail`, and an HTTP client's the headers
 * that it sent.
 */
export function errorForLog(thrown: unknown): LoggedError {
  if (thrown instanceof Error) return logged(thrown, DEEPEST_CAUSE);
  if (typeof thrown === 'object' && thrown !== null) {
    return { type: 'object', message: '', stack: '', details: thrown };
  }
  return { type: typeof thrown, message: String(thrown), stack: '' };
}

function logged(error: Error, depth: number): LoggedError {
  const { name, message, stack = '', cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message,
    stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause instanceof Error && depth > 0 ? { cause: logged(cause, depth - 1) } : {}),
  };
}
