import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { documentHeaders } from '#proxy/headers.ts';
import { type People, nobody } from '#proxy/people/people.ts';
import { Refusal } from '#proxy/refusal.ts';
import { wireProxy } from '#proxy/testing/wired-proxy.ts';
import { type Place, noPlace } from './config-place.ts';

async function folderOfPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tailboard-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<html lang="en"><meta name="tailboard" content=""></html>');
  await writeFile(join(folder, 'embed.html'), '<html lang="en"><meta name="tailboard" content="">embed</html>');
  await writeFile(join(folder, 'assets/index-a1.js'), '1');
  return folder;
}

/** The answers of a console at this place to its page, the page again, a script, a list and a wrong address. */
async function answersAt(place: Partial<Place>, people?: People) {
  const wired = await wireProxy({
    assets: await folderOfPage(),
    place: { ...noPlace, ...place },
    ...(people ? { people } : {}),
  });
  const get = async (path: string, ...lines: string[]) => {
    const headers = [`Host: 127.0.0.1:${wired.port}`, 'Accept: text/html', ...lines];
    const answer = await wired.send(wired.request(`GET ${path}`, { headers }), lines.length > 0);
    return answer?.headers ?? {};
  };
  const page = await get('/devices');
  return {
    page,
    unchanged: await get('/devices', `If-None-Match: ${page['etag']}`),
    embed: await get('/embed/device/n1/routes'),
    script: await get('/assets/index-a1.js'),
    list: await get('/api/v2/tailnet/-/devices'),
    nothing: await get('/nothing.here'),
  };
}

test('by default no page may show the console in a frame', async () => {
  const { list, ...documents } = await answersAt({});
  for (const headers of Object.values(documents)) expect(headers).toMatchObject(documentHeaders);
  expect(list).toMatchObject({ 'x-frame-options': 'DENY' });
});

test('the pages of configured origins may, and only the document says so', async () => {
  const { page, unchanged, embed, script, list, nothing } = await answersAt({
    frameAncestors: ['https://portal.example', 'https://b.example:8443'],
    embedAncestors: ['https://other.example'],
  });
  const { 'x-frame-options': _, ...others } = documentHeaders;
  for (const headers of [page, unchanged]) {
    expect(headers).toMatchObject({
      ...others,
      'content-security-policy': documentHeaders['content-security-policy'].replace(
        "frame-ancestors 'none'",
        'frame-ancestors https://portal.example https://b.example:8443',
      ),
    });
    expect(headers['x-frame-options']).toBeUndefined();
  }
  expect(embed['content-security-policy']).toContain('frame-ancestors https://other.example;');
  for (const headers of [script, list, nothing]) {
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  }
});

test('a portal that isolates itself gets a document that it may load, and nothing else', async () => {
  const { page, script, list } = await answersAt({ resourcePolicy: 'cross-origin' });
  expect(page).toMatchObject({
    'cross-origin-resource-policy': 'cross-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-frame-options': 'DENY',
  });
  for (const headers of [script, list]) expect(headers['cross-origin-resource-policy']).toBe('same-origin');
});

test('who is not known gets a sentence that is framed by whoever may frame what was asked for', async () => {
  const people = { ...nobody, haveNames: true, admit: () => Promise.reject(new Refusal('identity_missing')) };
  const { page, embed, script, list } = await answersAt(
    { frameAncestors: ['https://portal.example'], embedAncestors: ['https://other.example'] },
    people,
  );
  for (const [headers, ancestor] of [
    [page, 'https://portal.example'],
    [embed, 'https://other.example'],
  ] as const) {
    expect(headers['x-tailboard-error']).toBe('identity_missing');
    expect(headers['content-security-policy']).toContain(`frame-ancestors ${ancestor};`);
    expect(headers['x-frame-options']).toBeUndefined();
  }
  expect(script['x-frame-options']).toBe('DENY');
  expect(list).toMatchObject({ 'x-frame-options': 'DENY', 'x-tailboard-error': 'identity_missing' });
});

test('a page that came over TLS asks for nothing without it, and no other does', async () => {
  const { page } = await answersAt({});
  expect(page['content-security-policy']).not.toContain('upgrade');
  const wired = await wireProxy({
    assets: await folderOfPage(),
    place: { ...noPlace, origins: ['https://console.example'] },
  });
  const headers = ['Host: console.example', 'Accept: text/html'];
  const answer = await wired.send(wired.request('GET /devices', { headers }));
  expect(answer?.headers['content-security-policy']).toBe(
    `${documentHeaders['content-security-policy']}; upgrade-insecure-requests`,
  );
});
