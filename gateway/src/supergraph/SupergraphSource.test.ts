import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { supergraphSource } from './SupergraphSource.js';

describe('a file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onevisit-source-'));
    file = join(folder, 'supergraph.graphql');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is read once for every change: written in place, renamed over, or behind a link set anew', async () => {
    const source = supergraphSource(file);
    await writeFile(file, 'a');
    expect(await source.poll()).toBe('a');
    expect(await source.poll()).toBeNull();
    await writeFile(file, 'b');
    expect(await source.poll()).toBe('b');
    await writeFile(join(folder, 'new'), 'c');
    await rename(join(folder, 'new'), file);
    expect(await source.poll()).toBe('c');
    await writeFile(join(folder, 'target'), 'd');
    await symlink('target', join(folder, 'link'));
    await rename(join(folder, 'link'), file);
    expect(await source.poll()).toBe('d');
    expect(await source.poll()).toBeNull();
  });

  it('is not read while it is being written', async () => {
    await writeFile(file, 'half');
    const polled = supergraphSource(file).poll();
    await writeFile(file, 'half and whole');
    expect(await polled).toBe('half and whole');
  });

  it('that is missing is said to be, until it is there', async () => {
    const source = supergraphSource(file);
    await expect(source.poll()).rejects.toMatchObject({ code: 'OV_SCHEMA_SUPERGRAPH_MISSING' });
    await writeFile(file, 'a');
    expect(await source.poll()).toBe('a');
  });
});

describe('a URL', () => {
  let server: Server;
  let answer: { status: number; etag?: string; text: string };
  let askedFor: string[];
  beforeEach(async () => {
    askedFor = [];
    server = createServer((request, response) => {
      const known = request.headers['if-none-match'];
      askedFor.push(known ?? '');
      const { status, etag, text } = answer;
      const isKnown = etag !== undefined && etag === known;
      response.writeHead(isKnown ? 304 : status, etag === undefined ? {} : { etag }).end(isKnown ? undefined : text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const source = () => supergraphSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph`);

  it('that gives no tag has changed when its text has', async () => {
    const url = source();
    answer = { status: 200, text: 'a' };
    expect(await url.poll()).toBe('a');
    expect(await url.poll()).toBeNull();
    answer = { status: 200, text: 'b' };
    expect(await url.poll()).toBe('b');
    expect(await url.poll()).toBeNull();
  });

  it('is asked with its entity tag', async () => {
    const url = source();
    answer = { status: 200, etag: '"1"', text: 'a' };
    expect(await url.poll()).toBe('a');
    expect(await url.poll()).toBeNull();
    answer = { status: 200, etag: '"2"', text: 'b' };
    expect(await url.poll()).toBe('b');
    expect(askedFor).toEqual(['', '"1"', '"1"']);
  });

  it('that answers badly, or not, is unreadable', async () => {
    answer = { status: 503, text: 'later' };
    await expect(source().poll()).rejects.toMatchObject({
      code: 'OV_SUPERGRAPH_UNREADABLE',
      message: expect.stringContaining('HTTP 503'),
    });
    const nowhere = supergraphSource('http://127.0.0.1:1/supergraph');
    await expect(nowhere.poll()).rejects.toMatchObject({ code: 'OV_SUPERGRAPH_UNREADABLE' });
  });
});
