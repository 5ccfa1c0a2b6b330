import { readDeviceList } from '#contract/device-list.ts';
import { describe, expect, test } from 'vitest';
import { liveRouters } from '#browser/device/live-routers.ts';
import { type Sliced, countTokens, nearestFilter } from './filter-counts.ts';
import { readFilter } from './filter-language.ts';
import { fleetValues, suggest, wordAt } from './filter-suggest.ts';

const { devices } = readDeviceList([
  { nodeId: 'n1', name: 'a', tags: ['tag:prod', 'tag:db'], os: 'linux', clientVersion: '1.92.3' },
  {
    nodeId: 'n2',
    name: 'b',
    tags: ['tag:prod'],
    os: 'linux',
    clientVersion: '1.100.0',
    advertisedRoutes: ['10.0.0.0/8'],
  },
  { nodeId: 'n3', name: 'c', user: 'priya@example.com', os: 'ios', connectedToControl: true },
]);
const world = {
  now: 0,
  warning: 0,
  routers: liveRouters(devices),
  attributesOf: (key: string) => (key === 'n3' ? { 'custom:tier': 'prod', 'node:os': 'iOS' } : undefined),
};

function finished<T>(work: Sliced<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

const values = finished(fleetValues(devices, world));
const proposed = (word: string) => suggest(word, values).map(({ text }) => text);

describe('what a word may become', () => {
  test('is the values of the only key that begins so', () => {
    expect(proposed('st').slice(0, 3)).toEqual(['status:offline', 'status:connected', 'status:expired']);
    expect(proposed('-st')[0]).toBe('-status:offline');
  });

  test('is the keys, where several begin so', () => {
    expect(proposed('o')).toEqual(['os:', 'owner:']);
    expect(proposed('')).toContain('tag:');
  });

  test('is a value of this tailnet wherever it stands, the most frequent first', () => {
    expect(proposed('pr')).toEqual(['tag:prod', 'owner:priya@example.com']);
    expect(proposed('tag:')).toEqual(['tag:prod', 'tag:db']);
    expect(proposed('owner:example')).toEqual(['owner:priya@example.com']);
    expect(proposed('version:')).toEqual(['version:<1.100.0', 'version:1.92.3', 'version:1.100.0']);
    expect(proposed('route:1')).toEqual(['route:10.0.0.0/8']);
    expect(proposed('custom:')).toEqual(['custom:tier=prod']);
    expect(proposed('un')).toEqual(['untagged']);
  });

  test('is nothing for a word that is complete, free text or a key that is none', () => {
    for (const word of ['tag:db', 'status:offline', 'edge', 'colour:', '(', 'tag:('])
      expect(proposed(word)).toEqual([]);
  });

  test('is always something that the filter understands', () => {
    const words = [
      's',
      'st',
      'se',
      'ex',
      'exp',
      'cr',
      'ro',
      'up',
      'ep',
      'sh',
      'is',
      'at',
      'ver',
      'is:',
      'attr:',
      'route:',
    ];
    const tokens = words.flatMap((word) => suggest(word, values)).filter(({ isKey }) => !isKey);
    expect(tokens.length).toBeGreaterThan(30);
    expect(tokens.filter(({ text }) => readFilter(text).notes.length > 0)).toEqual([]);
  });
});

test('the word of the text is the one that the caret touches', () => {
  expect(wordAt('edge st', 7)).toEqual({ start: 5, end: 7, word: 'st' });
  expect(wordAt('st edge', 2)).toEqual({ start: 0, end: 2, word: 'st' });
  expect(wordAt('edge ', 5)).toEqual({ start: 5, end: 5, word: '' });
});

test('counts are of the devices that pass the line and the token', () => {
  expect(finished(countTokens(devices, 'os:linux', ['', 'tag:db', 'status:expired'], world))).toEqual([2, 1, 0]);
});

test('the nearest filter leaves out the part that helps most, a group as a whole', () => {
  expect(finished(nearestFilter(devices, 'os:linux (tag:db OR tag:prod) owner:priya', world))).toEqual({
    without: 'owner:priya',
    line: 'os:linux (tag:db OR tag:prod)',
    count: 2,
  });
  expect(finished(nearestFilter(devices, 'tag:none', world))).toBeUndefined();
  expect(finished(nearestFilter(devices, 'tag:none OR tag:no', world))).toBeUndefined();
});
