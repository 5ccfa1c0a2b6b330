import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpoints } from '#contract/endpoints.ts';
import { refusal, expectServed } from './testing/expectations.ts';
import { parseTarget } from './target.ts';
import { wireProxy } from './testing/wired-proxy.ts';

describe('a request target that two readers could understand differently is refused and goes nowhere', () => {
  test.each([
    ['a dot segment that would reach the key list', '/api/v2/device/../tailnet/-/keys'],
    ['a single dot as an id', '/api/v2/device/./routes'],
    ['a dot segment, percent-encoded', '/api/v2/device/%2e%2e/tailnet/-/keys'],
    ['a dot segment, half encoded', '/api/v2/device/.%2E/routes'],
    ['a dot segment, encoded twice', '/api/v2/device/%252e%252e/tailnet/-/keys'],
    ['an encoded slash inside an id', '/api/v2/device/12%2Froutes'],
    ['an encoded slash that climbs out', '/api/v2/device/..%2ftailnet'],
    ['a slash encoded twice', '/api/v2/device/12%252Froutes'],
    ['an encoded backslash', '/api/v2/device/..%5ctailnet'],
    ['a raw backslash', '/api/v2/device\\..\\tailnet'],
    ['a backslash as the second character', '/\\evil.example/api/v2/tailnet/-/devices'],
    ['two slashes at the start', '//evil.example/api/v2/tailnet/-/devices'],
    ['two slashes inside', '/api/v2//tailnet/-/devices'],
    ['an empty id', '/api/v2/device//routes'],
    ['an id that is missing', '/api/v2/device/'],
    ['the absolute form', 'http://evil.example/api/v2/tailnet/-/devices'],
    ['the absolute form with our own name', 'http://127.0.0.1/api/v2/tailnet/-/devices'],
    ['a fragment', '/api/v2/device/12#/routes'],
    ['a fragment after the query', '/api/v2/device/12?fields=all#x'],
    ['a path parameter', '/api/v2/device/12;x=y/routes'],
    ['a path parameter on a fixed word', '/api/v2/device;x=y/12'],
    ['an encoded NUL', '/api/v2/device/12%00'],
    ['an encoded line break', '/api/v2/device/12%0d%0aX-Evil:%201'],
    ['a broken percent sequence', '/api/v2/device/%zz'],
    ['a percent sign at the end', '/api/v2/device/12%'],
    ['a percent sign after one decoding', '/api/v2/device/12%25'],
    ['an overlong encoding of a dot', '/api/v2/device/%c0%ae%c0%ae/routes'],
    ['a letter outside ASCII, encoded', '/api/v2/device/n%C3%A4'],
    ['an id of 65 characters', `/api/v2/device/${'a'.repeat(65)}`],
    ['an id with a space', '/api/v2/device/1%202'],
    ['an id with a dot', '/api/v2/device/1.2'],
    ['an invite id with a colon', '/api/v2/device-invites/1:2'],
    ['an encoded question mark', '/api/v2/device/12%3Ffields=all'],
    ['the asterisk form', '*'],
    ['a query key that the call does not know', '/api/v2/tailnet/-/devices?debug=1'],
    ['a query value that the call does not know', '/api/v2/tailnet/-/devices?fields=everything'],
    ['a query key sent twice', '/api/v2/tailnet/-/devices?fields=all&fields=default'],
    ['a query on a call that takes none', '/api/v2/device/12/routes?fields=all'],
    ['a query key without a value', '/api/v2/tailnet/-/devices?fields'],
    ['a query with an empty pair', '/api/v2/tailnet/-/devices?fields=all&'],
    ['a query with two equal signs', '/api/v2/tailnet/-/devices?fields=all=all'],
    ['a query key that every object inherits', '/api/v2/tailnet/-/devices?__proto__=x'],
    ['a query with a broken percent sequence', '/api/v2/tailnet/-/devices?fields=%a'],
  ])('%s', async (_, target) => {
    const wired = await wireProxy();
    expect(await refusal(await wired.send(wired.request(`GET ${target}`)), wired)).toBe('400 bad_request_target');
  });

  test('an attribute key that would climb to another call', async () => {
    const wired = await wireProxy();
    const request = wired.request('DELETE /api/v2/device/12/attributes/custom:x%2F..%2F..%2Fexpire');
    expect(await refusal(await wired.send(request), wired)).toBe('400 bad_request_target');
  });

  test.each([
    ['custom:', 'nothing after the prefix'],
    ['node:os', 'a namespace that is not ours to write'],
    [`custom:${'k'.repeat(122)}`, 'more than 128 characters'],
    ['custom:a-b', 'a hyphen'],
    ['custom:a.b', 'a dot'],
  ])('an attribute key %s (%s)', async (key) => {
    const wired = await wireProxy();
    const request = wired.request(`DELETE /api/v2/device/12/attributes/${key}`);
    expect(await refusal(await wired.send(request), wired)).toBe('400 bad_request_target');
  });
});

describe('taken apart, before any table is looked at', () => {
  test.each([
    '',
    'a',
    '*',
    '//a',
    '/a//b',
    '/a#b',
    '/a?b#c',
    '/a\\b',
    '/a;b',
    '/a b',
    '/ä',
    '/a/./b',
    '/a/..',
    '/%2e',
    '/%2E%2e/b',
    '/a%2Fb',
    '/a%5cb',
    '/a%25',
    '/a%00',
    '/a%01',
    '/a%7f',
    '/a%',
    '/a%g0',
    '/a%c0%ae',
  ])('%j is refused', (target) => {
    expect(() => parseTarget(target)).toThrow('The request path is not allowed.');
  });

  test.each([
    ['/', [''], null],
    ['/a/b', ['a', 'b'], null],
    ['/a/', ['a', ''], null],
    ['/a%3Ab/%20', ['a:b', ' '], null],
    ['/.../.a/a..b', ['...', '.a', 'a..b'], null],
    ['/a?', ['a'], ''],
    ['/a?b=c?d=/../\\;//%', ['a'], 'b=c?d=/../\\;//%'],
  ])('%s is read', (target, segments, query) => {
    expect(parseTarget(target)).toEqual({ segments, query });
  });
});

describe('a path that is not exactly one of the table is not found', () => {
  test.each([
    ['another case', '/API/v2/tailnet/-/devices'],
    ['a slash at the end', '/api/v2/tailnet/-/devices/'],
    ['another version', '/api/v1/tailnet/-/devices'],
    ['nothing after /api', '/api'],
    ['only a slash after /api', '/api/'],
    ['an encoded /api', '/%61pi/v2/tailnet/-/devices'],
  ])('%s', async (_, target) => {
    const wired = await wireProxy();
    expect(await refusal(await wired.send(wired.request(`GET ${target}`)), wired)).toBe('404 unknown_endpoint');
  });
});

test('a raw byte outside ASCII ends the connection with an error', async () => {
  const wired = await wireProxy();
  expect(await refusal(await wired.send(wired.request('GET /api/v2/device/n\xe4')), wired)).toBe(
    '400 bad_request_target',
  );
});

test('a target longer than 16 kB is refused', async () => {
  const wired = await wireProxy();
  const answer = await wired.send(wired.request(`GET /api/v2/device/${'a'.repeat(20_000)}`));
  expect(await refusal(answer, wired)).toBe('431 headers_too_large');
});

test('an attribute key is decoded once and reaches the API as one segment', async () => {
  const wired = await wireProxy();
  const answer = await wired.send(
    wired.request('POST /api/v2/device/12/attributes/custom%3AmyKey', {
      headers: [...wired.pageHeaders, 'Content-Type: application/json'],
      body: '{"value":"a"}',
    }),
  );
  expect(answer?.status).toBe(200);
  expect(wired.upstream.map(({ url }) => url)).toEqual([
    'https://api.upstream.example/api/v2/device/12/attributes/custom:myKey',
  ]);
});

test('a device that is called "tailnet" stays a device', async () => {
  const wired = await wireProxy();
  expect((await wired.send(wired.request('GET /api/v2/device/tailnet')))?.status).toBe(200);
  expect(wired.upstream[0]?.url).toBe('https://api.upstream.example/api/v2/device/tailnet');
});

test('a query is passed on when the call knows it', async () => {
  const wired = await wireProxy();
  const target = '/api/v2/tailnet/-/users?role=it-admin&type=%6dember';
  expect((await wired.send(wired.request(`GET ${target}`)))?.status).toBe(200);
  expect(wired.upstream[0]?.url).toBe('https://api.upstream.example/api/v2/tailnet/-/users?type=member&role=it-admin');
});

test('whatever is sent, only calls of the table reach the API', async () => {
  const wired = await wireProxy();
  const known = Object.values(endpoints).map(
    ({ path }) =>
      new RegExp(
        `^https://api\\.upstream\\.example/api/v2${path.replace(/\{\w+\}/g, '[A-Za-z0-9_:-]+')}(\\?[a-z=&-]+)?$`,
      ),
  );
  const valid = fc.constantFrom(
    '/device/12',
    '/device/n1CNTRL/routes',
    '/tailnet/-/devices?fields=all',
    '/tailnet/-/acl',
  );
  const junk = fc.oneof(
    fc.constantFrom(
      '..',
      '/../',
      '%2e%2e',
      '%2F',
      '%5c',
      '\\',
      '//',
      ';',
      '?',
      '#',
      '%00',
      '%',
      '@evil.example',
      '/keys',
    ),
    fc.string({ maxLength: 4 }).filter((text) => /^[\x21-\x7e]*$/.test(text)),
  );
  const targets = fc
    .tuple(valid, fc.array(fc.tuple(junk, fc.nat(20)), { maxLength: 2 }))
    .map(([start, additions]) =>
      additions.reduce((target, [text, at]) => target.slice(0, at) + text + target.slice(at), `/api/v2${start}`),
    );
  await fc.assert(
    fc.asyncProperty(targets, async (target) => {
      await wired.send(wired.request(`GET ${target}`));
      for (const { url } of wired.upstream) expect(known.some((pattern) => pattern.test(url))).toBe(true);
    }),
    { numRuns: 150, seed: 2 },
  );
  expect(wired.upstream.length).toBeGreaterThan(20);
  await expectServed(wired);
});
