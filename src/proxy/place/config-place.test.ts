import { describe, expect, test } from 'vitest';
import { noPlace, readPlace } from './config-place.ts';

test('with nothing set, the console stands by itself', () => {
  expect(readPlace({})).toEqual(noPlace);
});

describe('the base path of the configuration', () => {
  test.each([
    [undefined, ''],
    ['', ''],
    ['/', ''],
    ['/ts', '/ts'],
    ['/ops/tailboard/', '/ops/tailboard'],
    ['/~team/tail_board-2.0', '/~team/tail_board-2.0'],
  ])('%s is read as "%s"', (given, basePath) => {
    expect(readPlace({ TAILBOARD_BASE_PATH: given }).basePath).toBe(basePath);
  });

  test.each([
    '//evil.com',
    '//evil.com/',
    '/../x',
    '/x/..',
    '/./x',
    '/.hidden',
    'javascript:x',
    'https://evil.com/',
    'ts/',
    '/ts//x',
    '/ts/ /',
    '/ts?x',
    '/ts#x',
    '/ts"x',
    '/ts\\x',
    '/t%73',
    '/tös',
    '/ts\n',
    '/ts//',
    `/${'x'.repeat(200)}`,
  ])('%j refuses to start', (given) => {
    const read = () => readPlace({ TAILBOARD_BASE_PATH: given });
    expect(read).toThrow('TAILBOARD_BASE_PATH must be a path');
    expect(read).not.toThrow('evil');
  });
});

describe('the names of the configuration', () => {
  test.each([
    ['', []],
    ['console.example.com', ['https://console.example.com']],
    [' Console.example.com , https://b.example:8443/', ['https://console.example.com', 'https://b.example:8443']],
    ['console.example.com:443,https://console.example.com', ['https://console.example.com']],
    ['http://localhost:9000,http://[::1]:9000', ['http://localhost:9000', 'http://[::1]:9000']],
    ['http://127.0.0.1:80', ['http://127.0.0.1']],
  ])('%j are %j', (given, origins) => {
    expect(readPlace({ TAILBOARD_HOSTS: given }).origins).toEqual(origins);
  });

  test.each([
    '*',
    '*.example.com',
    'https://*.example.com',
    'http://console.example.com',
    'ftp://console.example.com',
    '//console.example.com',
    'console.example.com/path',
    'console.example.com?',
    'user@console.example.com',
    'console..example.com',
    'console.example.com.',
    '-console.example.com',
    'console.example.com:0',
    'console.example.com:65536',
    'console.example.com:',
    'console.example.com b.example',
    "'self'",
    'localhost:9000,http://localhost:9000',
  ])('%j refuses to start', (given) => {
    expect(() => readPlace({ TAILBOARD_HOSTS: given })).toThrow(
      /^TAILBOARD_HOSTS (must be a list of names|has the same name)/,
    );
  });
});

describe.each(['TAILBOARD_FRAME_ANCESTORS', 'TAILBOARD_EMBED_ANCESTORS'])('%s', (variable) => {
  const read = (given: string) => {
    const { frameAncestors, embedAncestors } = readPlace({ [variable]: given });
    return [...frameAncestors, ...embedAncestors];
  };

  test('takes https origins, and plain http of this machine', () => {
    expect(read('https://portal.example, https://b.example:8443,http://localhost:3000')).toEqual([
      'https://portal.example',
      'https://b.example:8443',
      'http://localhost:3000',
    ]);
  });

  test.each([
    '*',
    'http:',
    'https:',
    'https://*',
    'https://*.example.com',
    'http://portal.example',
    'portal.example',
    "'self'",
    "'self'; script-src *",
    'https://portal.example; script-src *',
    'https://portal.example https://evil.example',
    'https://portal.example/path',
    'https://portal.example\nX-Evil: 1',
    'data:',
    'null',
  ])('%j refuses to start', (given) => {
    expect(() => read(given)).toThrow(`${variable} must be a list of https origins`);
    expect(() => read(`https://portal.example,${given}`)).toThrow(variable);
  });
});

test('who may load the documents is one of the words that browsers know', () => {
  expect(readPlace({ TAILBOARD_RESOURCE_POLICY: 'cross-origin' }).resourcePolicy).toBe('cross-origin');
  for (const given of ['*', 'same-origin; x', 'Cross-Origin']) {
    expect(() => readPlace({ TAILBOARD_RESOURCE_POLICY: given })).toThrow('TAILBOARD_RESOURCE_POLICY must be one of');
  }
});
