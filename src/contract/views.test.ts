import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printViews, readViews } from './views.ts';

const file = (...views: unknown[]) => JSON.stringify({ views });

describe('a file of views', () => {
  test('is read as it was printed', () => {
    const views = [
      { name: 'Routers that are down', url: '/devices?filter=tag:router+status:offline&group=tag' },
      { name: 'Alles', url: '/devices' },
    ];
    expect(readViews(printViews(views))).toEqual(views);
    expect(readViews(`\uFEFF${printViews(views)}`)).toEqual(views);
  });

  test.each([
    ['nonsense', 'It is no JSON.'],
    ['[]', 'It has no list "views" of 200 views at most.'],
    [file(...Array.from({ length: 201 }, () => ({}))), 'It has no list "views" of 200 views at most.'],
    [file({ url: '/devices' }), 'View 1 has no "name" of 1 to 80 characters.'],
    [file({ name: ' ', url: '/devices' }), 'View 1 has no "name" of 1 to 80 characters.'],
    [file({ name: 'a\u202Eb', url: '/devices' }), 'View 1 has no "name" of 1 to 80 characters.'],
    [file({ name: 'a', url: '/devices' }, { name: 'a', url: '/devices' }), 'View 2 has the name of another one.'],
    [`"${'a'.repeat(70_000)}"`, 'It is longer than 64 kB.'],
  ])('that is none gets a sentence', (text, problem) => {
    expect(readViews(text)).toEqual({ problem });
  });

  test.each([
    'https://evil.example/devices',
    '//evil.example/devices',
    'javascript:alert(1)',
    '/devices/n1',
    '/devices#x',
    '/activity',
    '/devicesx',
    '\\devices',
  ])('cannot lead to %s', (url) => {
    expect(readViews(file({ name: 'a', url }))).toEqual({
      problem: 'View 1 has no "url" that begins with /devices and is a list of devices.',
    });
  });

  test('may hold anything without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(readViews(text)).toBeDefined();
      }),
    );
  });
});
