import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalProgress } from './TerminalProgress.js';

describe('terminalProgress', () => {
  it('writes a line at the beginning and one at the end where there is no terminal', () => {
    let text = '';
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        done();
      },
    });
    const bar = terminalProgress(stream).start('saving', 10);
    bar.add(4);
    bar.add(6);
    bar.done();
    expect(text).toBe('saving …\nsaving: 10/10\n');
  });
});
