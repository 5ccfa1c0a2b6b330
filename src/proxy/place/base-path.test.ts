import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectSafe, refusal } from '#proxy/testing/expectations.ts';
import { type WiredProxy, wireProxy } from '#proxy/testing/wired-proxy.ts';
import { belowBase } from './base-path.ts';
import { noPlace } from './config-place.ts';

const document = `<!doctype html><html lang="en"><head><meta name="tailboard" content="" />
<link rel="icon" href="./favicon.svg" /><link rel="preload" href="/api/v2/tailnet/-/devices?fields=all" />
<link rel="help" href="https://tailboard.example/help" />
<script src="./theme.js"></script><script type="module" src="./assets/index-a1.js"></script></head></html>`;

/** A console below /ts whose upstream answers every read with an empty list. */
async function wireBelow(basePath = '/ts'): Promise<WiredProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'tailboard-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), document);
  await writeFile(join(folder, 'assets/index-a1.js'), 'console.log(1)');
  return wireProxy({ assets: folder, place: { ...noPlace, basePath } });
}

describe('below a base path', () => {
  test('the API, the pages and their files are served, and the upstream sees nothing of it', async () => {
    const wired = await wireBelow('/ops/tailboard');
    const list = await wired.send(wired.request('GET /ops/tailboard/api/v2/tailnet/-/devices?fields=all'));
    expect(list?.status).toBe(200);
    expect(wired.upstream.map(({ url }) => url)).toEqual([
      'https://api.upstream.example/api/v2/tailnet/-/devices?fields=all',
    ]);
    const write = await wired.send(
      wired.request('POST /ops/tailboard/api/v2/device/n1CNTRL/expire', {
        headers: [...wired.pageHeaders, 'Content-Type: application/json'],
      }),
    );
    expect([write?.status, wired.upstream[1]?.url]).toEqual([
      200,
      'https://api.upstream.example/api/v2/device/n1CNTRL/expire',
    ]);
    const headers = [`Host: 127.0.0.1:${wired.port}`, 'Accept: text/html'];
    for (const path of ['/ops/tailboard/', '/ops/tailboard/?x=1', '/ops/tailboard/devices/100.87.74.78']) {
      const page = await wired.send(wired.request(`GET ${path}`, { headers }));
      expect([path, page?.status]).toEqual([path, 200]);
      expect(page?.body.match(/ (?:href|src|data-base)="[^"]*"/g)).toEqual([
        ' data-base="/ops/tailboard"',
        ' href="/ops/tailboard/favicon.svg"',
        ' href="/ops/tailboard/api/v2/tailnet/-/devices?fields=all"',
        ' href="https://tailboard.example/help"',
        ' src="/ops/tailboard/theme.js"',
        ' src="/ops/tailboard/assets/index-a1.js"',
      ]);
    }
    const script = await wired.send(wired.request('GET /ops/tailboard/assets/index-a1.js', { headers }));
    expect([script?.status, script?.body]).toEqual([200, 'console.log(1)']);
  });

  test.each([
    ['/api/v2/tailnet/-/devices', '404 unknown_endpoint'],
    ['/tsx/api/v2/tailnet/-/devices', '404 unknown_endpoint'],
    ['/TS/api/v2/tailnet/-/devices', '404 unknown_endpoint'],
    ['/%74s/api/v2/tailnet/-/devices', '404 unknown_endpoint'],
    ['/ts/../api/v2/tailnet/-/devices', '400 bad_request_target'],
    ['/ts/./api/v2/tailnet/-/devices', '400 bad_request_target'],
    ['/ts//api/v2/tailnet/-/devices', '400 bad_request_target'],
    ['//ts/api/v2/tailnet/-/devices', '400 bad_request_target'],
    ['/ts%2fapi/v2/tailnet/-/devices', '400 bad_request_target'],
    ['/ts\\api/v2/tailnet/-/devices', '400 bad_request_target'],
    ['http://127.0.0.1/ts/api/v2/tailnet/-/devices', '400 bad_request_target'],
    ['/', '404 unknown_endpoint'],
    ['/index.html', '404 unknown_endpoint'],
    ['/assets/index-a1.js', '404 unknown_endpoint'],
    ['/devices', '404 unknown_endpoint'],
    ['/ts/ts/devices.js', '404 unknown_endpoint'],
    ['/tsx', '404 unknown_endpoint'],
    ['/t', '404 unknown_endpoint'],
  ])('%s is %s', async (path, expected) => {
    const wired = await wireBelow();
    const headers = [...wired.pageHeaders, 'Accept: text/html'];
    const answer = await wired.send(wired.request(`GET ${path}`, { headers }));
    expect(`${answer?.status} ${answer?.headers['x-tailboard-error']}`).toBe(expected);
    expect(wired.upstream).toEqual([]);
    if (answer !== undefined) expectSafe(answer, wired);
  });

  test('the path without its slash leads to the console, whatever else was asked', async () => {
    const wired = await wireBelow();
    for (const path of ['/ts', '/ts?next=//evil.example', '/ts?']) {
      const answer = await wired.send(wired.request(`GET ${path}`));
      expect([answer?.status, answer?.headers['location'], answer?.body]).toEqual([308, '/ts/', '']);
      expect(answer?.headers['cache-control']).toBe('no-store');
      expect(answer?.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
    const posted = await wired.send(wired.request('POST /ts'));
    expect([posted?.status, posted?.headers['allow'], posted?.headers['location']]).toEqual([
      405,
      'GET, HEAD',
      undefined,
    ]);
    const rebound = await wired.send(wired.request('GET /ts', { headers: ['Host: rebind.test'] }));
    expect([rebound?.status, rebound?.headers['location']]).toEqual([403, undefined]);
  });
});

test('without a base path everything is below it', async () => {
  expect(belowBase('/devices', '')).toBe('/devices');
  const wired = await wireProxy();
  expect(await refusal(await wired.send(wired.request('GET //')), wired)).toBe('400 bad_request_target');
});
